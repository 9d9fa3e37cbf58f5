#!/usr/bin/env python3
"""Fills a manual page with what the program says of its own options; prints mdoc.

    manual.py PROGRAM PAGE.in

The page is mdoc. Lines of these words are replaced: @SYNOPSIS@ by the program's own usage, @OPTIONS@
by its options, @COMMANDS@ by a section for each subcommand and, after them, the options that several
share. @VERSION@ is replaced anywhere.
"""
import json
import re
import subprocess
import sys
import textwrap


def escaped(text):
    """Text that mdoc prints as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "".join(c if ord(c) < 128 else "\\[u%04X]" % ord(c) for c in text)


def paragraph(text):
    """A paragraph, each sentence on lines of its own, as mdoc wants it."""
    text = re.sub(r"`([^`]+)`", r"“\1”", " ".join(text.split()))
    lines = []
    for sentence in re.split(r"(?<=[.?!]) (?=[A-Z\"(])", text):
        lines += textwrap.wrap(escaped(sentence), 78, break_on_hyphens=False, break_long_words=False)
    return [("\\&" + line) if line[0] in ".'" else line for line in lines]


def prose(text):
    """Paragraphs; lines that are indented stay as they are."""
    lines = []
    for block in (text or "").strip("\n").split("\n\n"):
        lines.append(".Pp")
        for indented, group in grouped(block.split("\n"), lambda line: line.startswith(" ")):
            if indented:
                lines += [".Bd -literal -offset indent -compact"]
                lines += [escaped(line.strip()) for line in group] + [".Ed"]
            else:
                lines += paragraph(" ".join(group))
    return lines if text else []


def grouped(items, key):
    """Neighbours with the same key."""
    groups = []
    for item in items:
        if groups and groups[-1][0] == key(item):
            groups[-1][1].append(item)
        else:
            groups.append((key(item), [item]))
    return groups


def flags(argument):
    """The names of an option as `Fl` macros."""
    names = [n["name"] if n["kind"] == "short" else "-" + n["name"] for n in argument["names"]]
    return " , ".join("Fl " + escaped(name) for name in names)


def value(argument):
    """The placeholder of an argument's value; nothing for a flag."""
    return "" if argument["kind"] == "flag" else "Ar " + escaped(argument["valueName"])


def shown(command):
    """The arguments to print; --help and --version are told once, for the program."""
    return [
        a for a in command.get("arguments", [])
        if a["shouldDisplay"] and a.get("valueName") not in ("help", "version")
    ]


def synopsis(name, command):
    """What can be written, on lines of its own."""
    lines = [".Nm" if name == [] else ".Nm Cm " + " ".join(map(escaped, name))]
    arguments = shown(command)
    required = [a for a in arguments if a["kind"] != "positional" and not a["isOptional"]]
    positional = [a for a in arguments if a["kind"] == "positional"]
    if any(a["isOptional"] for a in arguments if a["kind"] != "positional"):
        lines.append(".Op Ar options")
    lines += [f".{flags(a)} {value(a)}" for a in required]
    for a in positional:
        text = value(a) + (" ..." if a["isRepeating"] else "")
        lines.append(f".Op {text}" if a["isOptional"] else f".{text}")
    return lines


def listing(arguments):
    """A list of arguments, each with what it means, its values and its default."""
    if not arguments:
        return []
    lines = [".Bl -tag -width Ds"]
    for a in arguments:
        parts = [value(a)] if a["kind"] == "positional" else [flags(a), value(a)]
        lines.append(".It " + " ".join(part for part in parts if part))
        lines += paragraph(a.get("abstract", ""))
        if a.get("discussion"):
            lines += paragraph(a["discussion"])
        if a.get("allValues"):
            lines += paragraph("One of: " + ", ".join(a["allValues"]) + ".")
        if a.get("defaultValue") and a["kind"] == "option":
            lines += paragraph("Without it: " + a["defaultValue"] + ".")
    return lines + [".El"]


def leaves(command, path=()):
    """Every subcommand that does something, with its words."""
    for sub in command.get("subcommands", []):
        if sub["commandName"] == "help" or not sub["shouldDisplay"]:
            continue
        name = [*path, sub["commandName"]]
        if sub.get("subcommands"):
            yield from leaves(sub, name)
        else:
            yield name, sub


def commands(root):
    """A section for each subcommand, then one for each titled group of options, told once."""
    lines, groups = [], {}
    for name, command in leaves(root):
        own = [a for a in shown(command) if not a.get("sectionTitle")]
        titles = []
        for title, arguments in grouped(shown(command), lambda a: a.get("sectionTitle")):
            if title:
                titles.append(title)
                if groups.setdefault(title, arguments) != arguments:
                    sys.exit(f"manual.py: '{title}' of {' '.join(name)} has other options than before")
        lines += [".Ss " + escaped(" ".join(name))] + synopsis(name, command) + [".Pp"]
        lines += paragraph(command["abstract"])
        lines += prose(command.get("discussion")) + listing(own)
        if titles:
            lines += [".Pp", "Also the options under"]
            lines += [f".Sx {escaped(title)}" + (" and" if t else " .") for t, title in
                      zip(range(len(titles) - 1, -1, -1), titles)]
    for title, arguments in groups.items():
        lines += [".Ss " + escaped(title)] + listing(arguments)
    # "and" is text, not a part of the title.
    return [part for line in lines for part in re.sub(r"^(\.Sx .*) and$", r"\1\nand", line).split("\n")]


def main():
    program, page = sys.argv[1:]
    root = json.loads(subprocess.check_output([program, "--experimental-dump-help"]))["command"]
    version = subprocess.check_output([program, "--version"], text=True).strip()
    parts = {
        "@SYNOPSIS@": lambda: synopsis([], root),
        "@OPTIONS@": lambda: listing(shown(root)),
        "@COMMANDS@": lambda: commands(root),
    }
    with open(page, encoding="utf-8") as file:
        for line in file.read().replace("@VERSION@", version).splitlines():
            print("\n".join(parts[line]()) if line in parts else line)


if __name__ == "__main__":
    main()

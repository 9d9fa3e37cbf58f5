import PainDosing

/// A time that a machine reads too.
func moment(_ moment: LocalInstant) -> Markup {
    element("time", ["datetime": moment.description]) { MomentWords.full(moment) }
}

/// The head of a column of times; it names their clock where they share one.
func momentHead(_ words: String, _ picture: CoursePicture) -> String {
    words + (picture.clock.map { " (\($0))" } ?? "")
}

/// A time below such a head.
func moment(_ local: LocalInstant, below picture: CoursePicture) -> Markup {
    guard picture.clock != nil else { return moment(local) }
    return element("time", ["datetime": local.description, "class": "local"]) {
        MomentWords.local(local)
    }
}

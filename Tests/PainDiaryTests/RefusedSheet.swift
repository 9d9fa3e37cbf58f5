import PainDiary
import Testing

/// A sheet that is refused, with every fault.
struct RefusedSheet: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rows: [String]
    let lastEnd: String
    let faults: [String]

    init(_ name: String, rows: [String], lastEnd: String = "\n", faults: [String]) {
        testDescription = name
        self.rows = rows
        self.lastEnd = lastEnd
        self.faults = faults
    }

    var bytes: [UInt8] { Array((rows.joined(separator: "\n") + lastEnd).utf8) }

    /// Every column, in the order in which they are named.
    private static let known =
        "patient, recordedAt, kind, background, worst, goal, mechanism, "
        + "respiratoryRate, spo2, weightKg, egfr, qtcMs, temperatureC, sedationScale, "
        + "sedationScore, adverseEffects, ageYears, aroundTheClockDays, hepatic, "
        + "opioidNaive, cachexia, frail, pregnant, comedications, replaces, episodes, "
        + "taken, regimen, at, peak, trigger, after30min, rescueAt, opioid, formulation, "
        + "route, dose, primary, castrationResistant, visceralMetastases, progression, "
        + "noOtherSystemicTherapy, endOfLife, goodPerformanceStatus, cordCompression, "
        + "singleLevelCompression, spinalInstability, neurologicalDeficit, "
        + "refractoryMechanicalPain, radiotherapyDeclined, bleedingDisorder, "
        + "activeInfection, anaesthesiaContraindicated, abirateroneWithPrednisone, "
        + "osteoclastInhibitor, dentalCheck, vitaminDAndCalcium, hypocalcaemia, "
        + "lesionCount, contiguousLevels, karnofsky, systemicLines, neutrophils, "
        + "platelets, haemoglobinGdl, site, type, boneScanUptake, radiotherapyResponse, "
        + "painful, softTissueComponent, weightBearing, fractureRisk, collapsed, "
        + "hormoneExcess, percutaneousAccess, superficial, operated, irradiated, "
        + "diameterMm, criticalDistanceMm, weeksSinceRadiotherapy"

    static let all: [RefusedSheet] = [
        RefusedSheet(
            "an unknown column",
            rows: [
                "patient,recordedAt,kind,pain",
                "P-1,2026-03-09T08:30:00Z,entry,3",
            ],
            faults: [
                #"row 1: the column "pain" is not known; accepted are "# + known
            ]),
        RefusedSheet(
            "a column that stands twice",
            rows: [
                "patient,recordedAt,kind,worst,Worst",
                "P-1,2026-03-09T08:30:00Z,entry,3,4",
            ],
            faults: [
                "row 1: the column worst stands twice; keep one"
            ]),
        RefusedSheet(
            "a missing column",
            rows: [
                "patient,recordedAt,worst",
                "P-1,2026-03-09T08:30:00Z,3",
            ],
            faults: [
                "row 1: the column kind is missing; every sheet has patient, recordedAt, kind"
            ]),
        RefusedSheet(
            "a header alone",
            rows: [
                "patient,recordedAt,kind,worst,regimen,at,peak,opioid,formulation,dose,spo2,weightKg,pregnant,comedications,sedationScale,sedationScore,taken,episodes"
            ],
            faults: [
                "row 1: no row follows the header"
            ]),
        RefusedSheet(
            "an unknown decimal mark",
            rows: [
                "decimal=dot,,",
                "patient,recordedAt,kind,worst",
                "P-1,2026-03-09T08:30:00Z,entry,8",
            ],
            faults: [
                #"row 1: found "decimal=dot"; accepted is decimal=point or "#
                    + "decimal=comma alone in the row"
            ]),
        RefusedSheet(
            "a second word beside the decimal mark",
            rows: [
                "decimal=comma,P-1",
                "patient,recordedAt,kind,worst",
                "P-1,2026-03-09T08:30:00Z,entry,8",
            ],
            faults: [
                #"row 1: found "decimal=comma"; accepted is decimal=point or "#
                    + "decimal=comma alone in the row"
            ]),
        RefusedSheet(
            "a row with too many cells",
            rows: [
                "patient,recordedAt,kind,worst",
                "P-1,2026-03-09T08:30:00Z,entry,8",
                "P-1,2026-03-09T08:30:00Z,entry,8,1",
            ],
            faults: [
                "row 3: found 5 cells; the header has 4"
            ]),
        RefusedSheet(
            "a row with too few cells in the middle",
            rows: [
                "patient,recordedAt,kind,worst",
                "P-1,2026-03-09T08:30:00Z,entry",
                "P-1,2026-03-09T08:30:00Z,entry,8",
            ],
            faults: [
                "row 2: found 3 cells; the header has 4"
            ]),
        RefusedSheet(
            "a file that was cut off in its last row",
            rows: [
                "patient,recordedAt,kind,worst",
                "P-1,2026-03-09T08:30:00Z,entry,8",
                "P-1,2026-03-09T08:30:00Z",
            ],
            lastEnd: "",
            faults: [
                "row 3: the last row has no line end, so the file may be cut off; save the sheet "
                    + "again, or add a line end after the last row"
            ]),
        RefusedSheet(
            "a file that was cut off inside its last cell, which looks whole",
            rows: [
                "patient,recordedAt,kind,worst",
                "P-1,2026-03-09T08:30:00Z,entry,1",
            ],
            lastEnd: "",
            faults: [
                "row 2: the last row has no line end, so the file may be cut off; save the sheet "
                    + "again, or add a line end after the last row"
            ]),
        RefusedSheet(
            "a quote that is never closed",
            rows: [
                "patient,recordedAt,kind,worst",
                "P-1,2026-03-09T08:30:00Z,entry,8",
                #"P-1,"2026"#,
            ],
            faults: [
                "row 3, column 2: the closing quote of the cell is missing"
            ]),
        RefusedSheet(
            "text after a closing quote",
            rows: [
                "patient,recordedAt,kind,worst",
                #""P"-1,2026-03-09T08:30:00Z,entry,"#,
            ],
            faults: [
                "row 2, column 1: text stands after the closing quote; a quote "
                    + "inside a cell is written twice"
            ]),
        RefusedSheet(
            "a quote inside a plain cell",
            rows: [
                "patient,recordedAt,kind,worst",
                #"P"1,2026-03-09T08:30:00Z,entry,"#,
            ],
            faults: [
                "row 2, column 1: a quote stands inside the cell; put the whole "
                    + "cell in quotes and write the inner quote twice"
            ]),
        RefusedSheet(
            "a cell under an empty header",
            rows: [
                "patient,recordedAt,kind,",
                "P-1,2026-03-09T08:30:00Z,entry,8",
            ],
            faults: [
                #"row 2: found "8" in cell 4, above which the header is empty"#
            ]),
        RefusedSheet(
            "an empty patient",
            rows: [
                "patient,recordedAt,kind,worst",
                ",2026-03-09T08:30:00Z,entry,8",
            ],
            faults: [
                "row 2: the cell patient is empty; every row needs it"
            ]),
        RefusedSheet(
            "an empty kind",
            rows: [
                "patient,recordedAt,kind,worst",
                "P-1,2026-03-09T08:30:00Z,,8",
            ],
            faults: [
                "row 2: the cell kind is empty; every row needs it"
            ]),
        RefusedSheet(
            "an unknown kind",
            rows: [
                "patient,recordedAt,kind,worst",
                "P-1,2026-03-09T08:30:00Z,note,8",
            ],
            faults: [
                #"row 2, column kind: found "note"; accepted is entry, regimen, "#
                    + "episode, dose, bone or lesion"
            ]),
        RefusedSheet(
            "a cell that its row has no place for",
            rows: [
                "patient,recordedAt,kind,at,opioid,formulation,dose,peak",
                "P-1,2026-03-09T08:30:00Z,dose,2026-03-09T08:00:00Z,morphine,immediate-release,10 mg,7",
            ],
            faults: [
                "row 2, column peak: a dose row has no peak; leave the cell empty"
            ]),
        RefusedSheet(
            "a dose without an amount",
            rows: [
                "patient,recordedAt,kind,at,opioid",
                "P-1,2026-03-09T08:30:00Z,dose,2026-03-09T08:00:00Z,morphine",
            ],
            faults: [
                "row 2: the cell dose is empty; a dose row like this needs it"
            ]),
        RefusedSheet(
            "a rescue dose without an amount",
            rows: [
                "patient,recordedAt,kind,at,opioid",
                "P-1,2026-03-09T08:30:00Z,episode,2026-03-09T08:00:00Z,morphine",
            ],
            faults: [
                "row 2: the cell dose is empty; an episode row like this needs it"
            ]),
        RefusedSheet(
            "an episode without a moment",
            rows: [
                "patient,recordedAt,kind,peak",
                "P-1,2026-03-09T08:30:00Z,episode,8",
            ],
            faults: [
                "row 2: the cell at is empty; an episode row like this needs it"
            ]),
        RefusedSheet(
            "a regimen row without a regimen",
            rows: [
                "patient,recordedAt,kind,worst",
                "P-1,2026-03-09T08:30:00Z,regimen,",
            ],
            faults: [
                "row 2: the cell regimen is empty; a regimen row like this needs it"
            ]),
        RefusedSheet(
            "a sedation score without a scale",
            rows: [
                "patient,recordedAt,kind,sedationScore",
                "P-1,2026-03-09T08:30:00Z,entry,2",
            ],
            faults: [
                "row 2: the cell sedationScale is empty; an entry row like this needs it"
            ]),
        RefusedSheet(
            "two entry rows of one entry",
            rows: [
                "patient,recordedAt,kind,worst,spo2",
                "P-1,2026-03-09T08:30:00Z,entry,8,",
                "P-1,2026-03-09T08:30:00Z,entry,,95",
            ],
            faults: [
                "row 3: row 2 is the entry row of this patient and moment; keep one"
            ]),
        RefusedSheet(
            "a score above 10",
            rows: [
                "patient,recordedAt,kind,worst",
                "P-1,2026-03-09T08:30:00Z,entry,11",
            ],
            faults: [
                "row 2, column worst: found 11; accepted is a whole number from 0 to 10"
            ]),
        RefusedSheet(
            "a formula where a number is needed",
            rows: [
                "patient,recordedAt,kind,worst",
                "P-1,2026-03-09T08:30:00Z,entry,=4+4",
            ],
            faults: [
                #"row 2, column worst: found "=4+4"; accepted is a whole number from 0 to 10"#
            ]),
        RefusedSheet(
            "a formula with a plus",
            rows: [
                "patient,recordedAt,kind,spo2",
                "P-1,2026-03-09T08:30:00Z,entry,+95",
            ],
            faults: [
                #"row 2, column spo2: found "+95"; accepted is a whole number from 0 to 100"#
            ]),
        RefusedSheet(
            "a reference to a cell",
            rows: [
                "patient,recordedAt,kind,spo2",
                "P-1,2026-03-09T08:30:00Z,entry,@A1",
            ],
            faults: [
                #"row 2, column spo2: found "@A1"; accepted is a whole number from 0 to 100"#
            ]),
        RefusedSheet(
            "a decimal comma that is not declared",
            rows: [
                "patient,recordedAt,kind,weightKg",
                #"P-1,2026-03-09T08:30:00Z,entry,"62,5""#,
            ],
            faults: [
                #"row 2, column weightKg: found "62,5"; accepted is a number with a "#
                    + "decimal point, or with a comma under a first row decimal=comma"
            ]),
        RefusedSheet(
            "a point under decimal=comma",
            rows: [
                "decimal=comma",
                "patient,recordedAt,kind,weightKg",
                "P-1,2026-03-09T08:30:00Z,entry,62.5",
            ],
            faults: [
                #"row 3, column weightKg: found "62.5", in which the mark may part "#
                    + "thousands; accepted is a decimal comma with 1, 2 or more than 3 "
                    + "digits after it, and no mark between thousands"
            ]),
        RefusedSheet(
            "three digits after a decimal comma",
            rows: [
                "decimal=comma",
                "patient,recordedAt,kind,at,opioid,dose",
                #"P-1,2026-03-09T08:30:00Z,dose,2026-03-09T08:00:00Z,morphine,"1,000 mg""#,
            ],
            faults: [
                #"row 3, column dose: found "1,000 mg", in which the mark may part "#
                    + "thousands; accepted is a decimal comma with 1, 2 or more than 3 "
                    + "digits after it, and no mark between thousands"
            ]),
        RefusedSheet(
            "a moment as a spreadsheet likes it",
            rows: [
                "patient,recordedAt,kind,worst",
                "P-1,09.03.2026 08:30,entry,3",
            ],
            faults: [
                #"row 2, column recordedAt: found "09.03.2026 08:30"; accepted is a "#
                    + "date, time and offset such as 2026-03-09T08:30:00+01:00"
            ]),
        RefusedSheet(
            "a word for yes of another language",
            rows: [
                "patient,recordedAt,kind,pregnant",
                "P-1,2026-03-09T08:30:00Z,entry,nein",
            ],
            faults: [
                #"row 2, column pregnant: found "nein"; accepted is true or false"#
            ]),
        RefusedSheet(
            "a count where none is accepted",
            rows: [
                "patient,recordedAt,kind,taken",
                "P-1,2026-03-09T08:30:00Z,entry,2",
            ],
            faults: [
                #"row 2, column taken: found "2"; accepted is none, or an empty cell "#
                    + "and a row for each"
            ]),
        RefusedSheet(
            "none beside a dose",
            rows: [
                "patient,recordedAt,kind,taken,at,opioid,formulation,dose",
                "P-1,2026-03-09T08:30:00Z,entry,none,,,,",
                "P-1,2026-03-09T08:30:00Z,dose,,2026-03-09T08:00:00Z,morphine,immediate-release,10 mg",
            ],
            faults: [
                "row 2, column taken: found none, but row 3 lists one"
            ]),
        RefusedSheet(
            "an empty name in a list",
            rows: [
                "patient,recordedAt,kind,comedications",
                "P-1,2026-03-09T08:30:00Z,entry,midazolam; ",
            ],
            faults: [
                #"row 2, column comedications: found ""; accepted is a string of 1 "#
                    + "to 200 characters"
            ]),
        RefusedSheet(
            "an unknown opioid",
            rows: [
                "patient,recordedAt,kind,regimen",
                "P-1,2026-03-09T08:30:00Z,regimen,aspirin IR 10 mg bd",
            ],
            faults: [
                #"row 2, column regimen: found "aspirin"; accepted is a known opioid"#
            ]),
        RefusedSheet(
            "a dose listed twice",
            rows: [
                "patient,recordedAt,kind,at,opioid,formulation,dose",
                "P-1,2026-03-09T08:30:00Z,dose,2026-03-09T08:00:00Z,morphine,immediate-release,10 mg",
                "P-1,2026-03-09T08:30:00Z,dose,2026-03-09T08:00:00Z,morphine,immediate-release,10 mg",
            ],
            faults: [
                "row 3: the dose is listed twice: also at row 2; list each dose "
                    + "once, or one dose of the sum"
            ]),
        RefusedSheet(
            "a dose in the future",
            rows: [
                "patient,recordedAt,kind,at,opioid,formulation,dose",
                "P-1,2026-03-09T08:30:00Z,dose,2026-03-09T09:00:00Z,morphine,immediate-release,10 mg",
            ],
            faults: [
                "row 2: the dose is taken after the entry was recorded"
            ]),
        RefusedSheet(
            "the same moment written in two ways",
            rows: [
                "patient,recordedAt,kind,worst,regimen",
                "P-1,2026-03-09T08:30:00Z,entry,8,",
                "P-1,2026-03-09T09:30:00+01:00,regimen,,morphine MR 30 mg bd",
            ],
            faults: [
                "row 3: recordedAt is the moment of an earlier row, written "
                    + "differently; write it alike"
            ]),
        RefusedSheet(
            "several faults in several rows",
            rows: [
                "patient,recordedAt,kind,worst,spo2,at,opioid,formulation,dose",
                "P-1,2026-03-09T08:30:00Z,entry,x,101,,,,",
                "P-1,2026-03-09T08:30:00Z,dose,,,noon,morphine,immediate-release,10 mg",
            ],
            faults: [
                #"row 2, column worst: found "x"; accepted is a whole number from 0 to 10"#,
                "row 2, column spo2: found 101; accepted is a whole number from 0 to 100",
                #"row 3, column at: found "noon"; accepted is a date, time and "#
                    + "offset such as 2026-03-09T08:30:00+01:00",
            ]),
    ]
}

/// A filled example of each format: the same day of the same patient.
public enum DiaryTemplate {
    /// The example as a sheet.
    public static let csv = """
        patient,recordedAt,kind,background,worst,goal,mechanism,respiratoryRate,cyanosis,sedationScale,sedationScore,adverseEffects,ageYears,opioidNaive,aroundTheClockDays,sleepApnoea,regimen,at,peak,trigger,opioid,formulation,dose,after30min
        P-001,2026-03-02T08:00:00+01:00,entry,2,8,3,nociceptive,16,no,POSS,1,none,67,no,21,no,,,,,,,,
        P-001,2026-03-02T08:00:00+01:00,regimen,,,,,,,,,,,,,,morphine MR 60 mg bd,,,,,,,
        P-001,2026-03-02T08:00:00+01:00,episode,,,,,,,,,,,,,,,2026-03-01T15:20:00+01:00,8,incident,morphine,IR,20 mg,3
        P-001,2026-03-02T08:00:00+01:00,dose,,,,,,,,,,,,,,,2026-03-02T02:10:00+01:00,,,morphine,IR,20 mg,

        """

    /// The example as native JSON.
    public static let json = """
        {
          "schema": "pain-diary/1",
          "patient": "P-001",
          "recordedAt": "2026-03-02T08:00:00+01:00",
          "pain": {"background": 2, "worst": 8, "goal": 3, "mechanism": "nociceptive"},
          "episodes": [
            {
              "at": "2026-03-01T15:20:00+01:00", "peak": 8, "trigger": "incident",
              "rescue": {"opioid": "morphine", "formulation": "IR", "dose": "20 mg"},
              "after30min": 3
            }
          ],
          "regimen": ["morphine MR 60 mg bd"],
          "taken": [
            {
              "at": "2026-03-02T02:10:00+01:00", "opioid": "morphine", "formulation": "IR",
              "dose": "20 mg"
            }
          ],
          "observations": {
            "respiratoryRate": 16, "cyanosis": false, "sedation": {"scale": "POSS", "score": 1}
          },
          "adverseEffects": [],
          "context": {
            "ageYears": 67, "opioidNaive": false, "aroundTheClockDays": 21, "sleepApnoea": false
          }
        }

        """
}

public import PainDosing
public import StrictJSON

extension FHIRDiary {
    /// The entry as a bundle of the type `collection`; reading it gives the same entry.
    ///
    /// Drugs are named by their generic name, forms by the words of the diary.
    ///
    /// - Throws: `DiaryEncodingError` for what the native format can't hold either.
    public static func encode(_ entry: DiaryEntry) throws(DiaryEncodingError) -> JSONValue {
        try FHIRDiaryEncoder(entry: entry).bundle()
    }
}

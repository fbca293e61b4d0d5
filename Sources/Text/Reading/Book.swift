/// A book that has been read: clean text, where its sections and scenes begin, and where each byte came from.
///
/// Paragraphs are separated by one blank line, larger breaks by two; a line of the source stays a line.
/// Every offset counts UTF-8 bytes of `text`.
package struct Book: Hashable, Sendable {
    /// The file's name without folder and extension.
    package var name: String
    /// The cleaned text.
    package var text: String
    /// In the order of the text. What stands before the first one (title page, dedication) belongs to none.
    package var sections: [Section]
    /// For each break between scenes, the offset of the first byte of the paragraph after it; ascending.
    package var sceneBreaks: [Int]
    /// Where the bytes of `text` came from.
    package var origins: OriginMap

    /// A book that was read already.
    package init(name: String, text: String, sections: [Section], sceneBreaks: [Int], origins: OriginMap) {
        self.name = name
        self.text = text
        self.sections = sections
        self.sceneBreaks = sceneBreaks
        self.origins = origins
    }
}

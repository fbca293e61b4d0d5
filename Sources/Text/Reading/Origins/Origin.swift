/// A place in a source file.
package struct Origin: Hashable, Codable, Sendable {
    /// The file's name inside the archive, for an EPUB; nil when the file itself is the text.
    package var member: String?
    /// The byte's offset in the file or the member, as stored there (before any decoding).
    package var offset: Int

    /// A byte of a file, or of a member of an archive.
    package init(member: String?, offset: Int) {
        self.member = member
        self.offset = offset
    }
}

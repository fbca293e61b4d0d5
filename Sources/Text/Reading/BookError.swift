/// Why a file could not be read as a book: the file, what was wrong, and what would be right.
package struct BookError: Error, Hashable, Codable, Sendable, CustomStringConvertible {
    /// What sort of fault it is, for callers that treat some faults differently.
    package enum Kind: String, Hashable, Codable, Sendable {
        /// The file has no bytes.
        case empty
        /// The bytes are not text in any encoding that is read here.
        case notText
        /// The file is of a sort that is not read here, such as PDF.
        case unsupported
        /// The file says that it is in an encoding that is not read here.
        case encoding
        /// An archive or a document inside it is damaged or incomplete.
        case damaged
        /// The text is locked by digital rights management or a password.
        case encrypted
        /// The file is whole, but holds no text.
        case noText
        /// The file would need more memory than is allowed.
        case tooLarge
    }

    /// What kind of mistake it is.
    package let kind: Kind
    /// The file's name as it was handed in.
    package let file: String
    /// The member of the archive where the fault is, when it is in one.
    package let member: String?
    /// What was wrong, as the end of a sentence that begins with the file's name.
    package let wrong: String
    /// What would be right, as a sentence.
    package let right: String

    /// A mistake in a file, or in a member of an archive: what is wrong, and what would be right.
    package init(_ kind: Kind, file: String, member: String? = nil, wrong: String, right: String) {
        self.kind = kind
        self.file = file
        self.member = member
        self.wrong = wrong
        self.right = right
    }

    /// The sentence that is printed for it.
    package var description: String {
        let place = member.map { "\(file) (\($0))" } ?? file
        return "\(place) \(wrong). \(right)"
    }
}

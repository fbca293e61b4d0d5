/// What a stage, a model, an axis or any other named thing may be called.
package enum Name {
    /// A letter, then letters, digits, `-` and `_`; at most 60.
    package static func isValid(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, text.utf8.count <= 60 else { return false }
        return isLetter(first)
            && text.unicodeScalars.allSatisfy {
                isLetter($0) || ("0"..."9").contains($0) || $0 == "-" || $0 == "_"
            }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
}

/// Where something stands in a file that a person wrote.
package struct Place: Hashable, Codable, Sendable {
    /// The path as it was given, or `--set name=value` for a value from the command line.
    package var file: String
    /// Counted from 1.
    package var line: Int
    /// Counted from 1, in Unicode scalars.
    package var column: Int
    /// How many Unicode scalars of the line are meant; at least 1.
    package var length: Int

    /// A place in a file, `length` characters long.
    package init(file: String, line: Int, column: Int, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
    }
}

/// A value together with the place where it was written.
package struct Located<Value> {
    /// The value.
    package var value: Value
    /// Where it stands in its file.
    package var place: Place

    /// A value and where it stands.
    package init(_ value: Value, at place: Place) {
        self.value = value
        self.place = place
    }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
extension Located: Sendable where Value: Sendable {}
extension Located: Codable where Value: Codable {}

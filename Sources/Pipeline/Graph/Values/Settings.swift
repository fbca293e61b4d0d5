/// The settings of a method (`with`), every one present.
package struct Settings: Hashable, Codable, Sendable {
    /// The value of one setting.
    package enum Value: Hashable, Codable, Sendable {
        /// A whole number.
        case integer(Int)
        /// A number with a fraction.
        case number(Double)
        /// True or false.
        case flag(Bool)
        /// A text.
        case text(String)
        /// A list of texts.
        case list([String])
    }

    /// By name; defaults are filled in.
    package var values: [String: Value]

    /// Settings by their names.
    package init(_ values: [String: Value] = [:]) { self.values = values }

    /// The setting of a name; `nil` where there is none.
    package subscript(name: String) -> Value? { values[name] }

    /// The whole number of that name, nil when there is none.
    package func integer(_ name: String) -> Int? {
        if case .integer(let value)? = values[name] { return value }
        return nil
    }

    /// The number of that name, whole or not; nil when there is none.
    package func number(_ name: String) -> Double? {
        switch values[name] {
        case .number(let value)?: value
        case .integer(let value)?: Double(value)
        default: nil
        }
    }

    /// The switch of that name, nil when there is none.
    package func flag(_ name: String) -> Bool? {
        if case .flag(let value)? = values[name] { return value }
        return nil
    }

    /// The text of that name, nil when there is none.
    package func text(_ name: String) -> String? {
        if case .text(let value)? = values[name] { return value }
        return nil
    }

    /// The list of that name, nil when there is none.
    package func list(_ name: String) -> [String]? {
        if case .list(let value)? = values[name] { return value }
        return nil
    }
}

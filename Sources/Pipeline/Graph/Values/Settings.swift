/// The settings of a method (`with`), every one present.
package struct Settings: Hashable, Codable, Sendable {
    package enum Value: Hashable, Codable, Sendable {
        case integer(Int)
        case number(Double)
        case flag(Bool)
        case text(String)
        case list([String])
    }

    /// By name; defaults are filled in.
    package var values: [String: Value]

    package init(_ values: [String: Value] = [:]) { self.values = values }

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

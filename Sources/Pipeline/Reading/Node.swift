/// A piece of YAML with its place.
package struct Node: Hashable, Sendable {
    package indirect enum Content: Hashable, Sendable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Pair])
    }

    /// One key and its value.
    package struct Pair: Hashable, Sendable {
        package var key: String
        package var keyPlace: Place
        package var value: Node
    }

    package var content: Content
    package var place: Place

    package init(_ content: Content, at place: Place) {
        self.content = content
        self.place = place
    }
}

/// A single value by the rules of YAML 1.2: only `true` and `false` are booleans, only decimal numbers are numbers.
package struct Scalar: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case null
        case flag(Bool)
        case integer(Int)
        case number(Double)
        case text(String)
    }
    package var value: Value
    /// As written, without quotes.
    package var text: String
}

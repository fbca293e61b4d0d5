/// One key of the language: what the checker, the JSON schema and `quire explain` are all made from.
package struct Key: Sendable {
    /// The key as it is written.
    package var name: String
    /// What its value may be.
    package var type: KeyType
    /// Whether it must be written.
    package var isRequired: Bool
    /// The default as it would be written in a file, nil when leaving the key out means that there is none.
    package let `default`: String?
    /// The default as YAML reads it.
    let defaultScalar: Scalar?
    /// One sentence.
    package var summary: String
    /// The values of the shape's `kind` for which this key has an effect; empty means all.
    package var kinds: [String]

    init(
        _ name: String, _ type: KeyType, default: String? = nil, required: Bool = false, kinds: [String] = [],
        _ summary: String
    ) {
        self.name = name
        self.type = type
        self.isRequired = required
        self.default = `default`
        defaultScalar = `default`.map { Scalar(plain: $0) }
        self.summary = summary
        self.kinds = kinds
    }
}

/// What the value of a key may be.
package indirect enum KeyType: Sendable {
    /// Any text.
    case text
    /// Letters, digits, `-`, `_`, beginning with a letter.
    case name
    /// A file, folder or glob.
    case path
    /// A number of seconds, minutes, hours or days: `90s`, `10m`, `2h`, `1d`.
    case duration
    /// How many items of a stage may fail: a whole number, or a share such as `5%`.
    case allowance
    /// A whole number within a range.
    case integer(ClosedRange<Int>)
    /// A number within a range.
    case number(ClosedRange<Double>)
    /// True or false.
    case flag
    /// One of these words.
    case choice([String])
    /// `all`, `leaves`, `height-2`…
    case nodeSet
    /// The name of something in the file that can be used as one of these.
    case reference([Sort])
    /// At least this many items.
    case list(KeyType, atLeast: Int)
    /// One value, or a list of them.
    case oneOrMore(KeyType)
    /// Names of the writer's choice; the words say what each is.
    case map(KeyType, of: String)
    /// Keys out of a fixed set.
    case choiceMap([String], KeyType)
    /// A map with the keys of this shape.
    case shape(String)
    /// The first form that fits by its kind (scalar, list, map).
    case either([KeyType])
    /// A stage; its verb says which shape it has.
    case stage
    /// The settings of a method.
    case settings
    /// Anything.
    case any
}

/// A map with known keys.
package struct Shape: Sendable {
    /// As in `explain`: `data`, `train`, `with.ppo`.
    package var name: String
    /// As in messages: `a 'train' stage`.
    package var title: String
    /// What it is, in one sentence.
    package var summary: String
    /// Its keys, in the order in which they are explained.
    package var keys: [Key]

    /// The key of a name; `nil` where the shape has none.
    package subscript(name: String) -> Key? { keys.first { $0.name == name } }
}

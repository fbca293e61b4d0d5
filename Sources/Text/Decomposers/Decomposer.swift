/// A way to cut books that follows rules and learns nothing.
package enum Decomposer: Hashable, Sendable {
    /// Pieces of equal length.
    case fixed(CutLimits)
    /// Pieces of random length: the control for whether it matters where a book is cut.
    case random(CutLimits)
    /// Where the book itself is divided: sections, then scene breaks, then paragraphs.
    case structure(CutLimits)
    /// Where the vocabulary changes (Hearst 1997); `window` is the number of 20-word blocks compared on each side.
    case texttiling(CutLimits, window: Int)
    /// Pieces as equal as the ends of sentences allow: the best set of cuts that knows nothing of the text.
    case even(CutLimits)
    /// Where the text that follows does not open with a third-person pronoun before any name.
    case pronouns(CutLimits)
    /// Not at all: the book is one task.
    case whole

    /// Whether the cuts depend on random draws.
    package var isSeeded: Bool {
        switch self {
        case .fixed, .random: true
        case .structure, .texttiling, .even, .pronouns, .whole: false
        }
    }

    /// What is wrong with the settings, a sentence each; empty when there is nothing.
    package func validate() -> [String] {
        switch self {
        case .fixed(let limits), .random(let limits), .structure(let limits), .even(let limits),
            .pronouns(let limits):
            limits.validate()
        case .texttiling(let limits, let window):
            limits.validate() + (window < 1 ? ["window is \(window); at least 1 block must be compared"] : [])
        case .whole: []
        }
    }
}

extension Decomposer: Codable {
    /// The kinds as the coded form names them.
    enum Kind: String, Codable, CaseIterable {
        case fixed, random, structure, texttiling, even, pronouns, whole
    }
    private enum CodingKeys: String, CodingKey { case kind, limits, window }

    /// Reads the coded form; throws `DecodingError` where it is not one.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func limits() throws -> CutLimits { try container.decode(CutLimits.self, forKey: .limits) }
        switch try container.decode(Kind.self, forKey: .kind) {
        case .fixed: self = .fixed(try limits())
        case .random: self = .random(try limits())
        case .structure: self = .structure(try limits())
        case .texttiling:
            self = .texttiling(try limits(), window: try container.decode(Int.self, forKey: .window))
        case .even: self = .even(try limits())
        case .pronouns: self = .pronouns(try limits())
        case .whole: self = .whole
        }
    }

    /// Writes the coded form.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .fixed(let limits):
            try container.encode(Kind.fixed, forKey: .kind)
            try container.encode(limits, forKey: .limits)
        case .random(let limits):
            try container.encode(Kind.random, forKey: .kind)
            try container.encode(limits, forKey: .limits)
        case .structure(let limits):
            try container.encode(Kind.structure, forKey: .kind)
            try container.encode(limits, forKey: .limits)
        case .texttiling(let limits, let window):
            try container.encode(Kind.texttiling, forKey: .kind)
            try container.encode(limits, forKey: .limits)
            try container.encode(window, forKey: .window)
        case .even(let limits):
            try container.encode(Kind.even, forKey: .kind)
            try container.encode(limits, forKey: .limits)
        case .pronouns(let limits):
            try container.encode(Kind.pronouns, forKey: .kind)
            try container.encode(limits, forKey: .limits)
        case .whole:
            try container.encode(Kind.whole, forKey: .kind)
        }
    }
}

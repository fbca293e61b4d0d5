/// How many items of a stage may fail through their own fault and be left out: a number, or a share of them.
package enum Allowance: Hashable, Sendable {
    /// So many items.
    case count(Int)
    /// So many of a hundred items, from 0 to 100.
    case percent(Double)

    /// Reads `3` or `5%`; nil for anything else.
    package init?(_ text: String) {
        if text.last == "%" {
            guard let percent = Double(text.dropLast()), (0...100).contains(percent) else { return nil }
            self = .percent(percent)
        } else {
            guard let count = Int(text), (0...1_000_000_000).contains(count) else { return nil }
            self = .count(count)
        }
    }

    /// Whether nothing may ever fail.
    package var isNone: Bool { self == .count(0) || self == .percent(0) }

    /// As it stands in a file.
    package var text: String {
        switch self {
        case .count(let count): String(count)
        case .percent(let percent): percent.inWords + "%"
        }
    }

    /// How many of so many items may fail; a share is rounded down.
    package func count(of items: Int) -> Int {
        switch self {
        case .count(let count): count
        // 0.1 % of 1,000 is 1, though the product may come out a little less.
        case .percent(let percent): Int((Double(items) * percent / 100 + 1e-9).rounded(.down))
        }
    }
}

extension Allowance: Codable {
    /// Reads what `encode` wrote; throws `DecodingError` where it is neither a number nor a share.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try (try? container.decode(Int.self)).map(String.init) ?? container.decode(String.self)
        guard let allowance = Allowance(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is neither a number nor a share")
        }
        self = allowance
    }

    /// Writes the number, or the share as a text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .count(let count): try container.encode(count)
        case .percent: try container.encode(text)
        }
    }
}

/// Whole numbers as base-64 characters, five bits each, the lowest first; the sixth bit says that more
/// follow.
struct VariableLengthDigits {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    private var characters: [UInt8]
    private var position = 0

    init(_ text: String = "") {
        characters = Array(text.utf8)
    }

    var text: String { String(decoding: characters, as: UTF8.self) }
    var isAtEnd: Bool { position >= characters.count }

    mutating func append(_ number: Int) {
        var rest = number
        repeat {
            let more = rest >> 5 > 0
            characters.append(Self.alphabet[rest & 31 | (more ? 32 : 0)])
            rest >>= 5
        } while rest > 0
    }

    /// The sign is the lowest bit.
    mutating func append(signed number: Int) {
        append(number < 0 ? -number << 1 | 1 : number << 1)
    }

    /// The next number, or nil where the characters are not one.
    mutating func next() -> Int? {
        var number = 0
        var shift = 0
        while position < characters.count, shift < 60 {
            let value = Int(Self.values[Int(characters[position])])
            guard value < 64 else { return nil }
            position += 1
            number |= (value & 31) << shift
            if value & 32 == 0 { return number }
            shift += 5
        }
        return nil
    }

    mutating func nextSigned() -> Int? {
        next().map { $0 & 1 == 0 ? $0 >> 1 : -($0 >> 1) }
    }
}

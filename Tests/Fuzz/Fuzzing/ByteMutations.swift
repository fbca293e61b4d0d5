/// Changes that know nothing of what the bytes mean, and those that only know lines.
enum ByteMutations {
    /// Makes a few random changes, pieces of `spices` among them.
    static func apply(to bytes: inout [UInt8], spices: [String], most: Int = 6, _ dice: inout Dice) {
        for _ in 0...dice.below(most) { change(&bytes, spices: spices, &dice) }
    }

    private static func change(_ bytes: inout [UInt8], spices: [String], _ dice: inout Dice) {
        let place = dice.below(bytes.count)
        switch dice.below(8) {
        case 0 where !bytes.isEmpty: bytes[place] = UInt8(dice.below(256))
        case 1: bytes.removeSubrange(dice.stretch(of: bytes.count, most: 40))
        case 2 where !spices.isEmpty: bytes.insert(contentsOf: dice.pick(spices).utf8, at: place)
        case 3 where !spices.isEmpty:
            bytes.replaceSubrange(dice.stretch(of: bytes.count, most: 6), with: dice.pick(spices).utf8)
        case 4:
            let piece = bytes[dice.stretch(of: bytes.count, most: 120)]
            bytes.insert(contentsOf: piece, at: dice.below(bytes.count))
        case 5 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(dice.below(8))
        case 6: bytes.insert(UInt8(0x80 + dice.below(128)), at: place)
        default:
            if dice.once(in: 12) { bytes.removeSubrange(place...) } else { changeLines(&bytes, &dice) }
        }
    }

    /// Deletes, doubles, swaps, joins or indents lines.
    static func changeLines(_ bytes: inout [UInt8], _ dice: inout Dice) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let place = dice.below(lines.count)
        switch dice.below(6) {
        case 0: lines.removeSubrange(dice.stretch(of: lines.count, most: 3))
        case 1: lines.insert(contentsOf: lines[dice.stretch(of: lines.count, most: 5)], at: place)
        case 2: lines.swapAt(place, dice.below(lines.count))
        case 3: lines[place] = ([UInt8](repeating: 0x20, count: 1 + dice.below(5)) + lines[place])[...]
        case 4: lines[place] = lines[place].drop { $0 == 0x20 }
        default:
            let next = (place + 1) % lines.count
            lines[place] += lines[next]
            if next != place { lines.remove(at: next) }
        }
        bytes = Array(lines.joined(separator: [0x0A]))
    }

    /// The beginning of one and the end of another.
    static func spliced(_ first: [UInt8], _ second: [UInt8], _ dice: inout Dice) -> [UInt8] {
        Array(first[..<dice.below(first.count)] + second[dice.below(second.count)...])
    }
}

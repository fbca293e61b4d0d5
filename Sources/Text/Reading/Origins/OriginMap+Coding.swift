/// Stored as in a JavaScript source map: differences between pieces, written as base-64 variable-length
/// numbers.
///
/// For each piece: its distance from the piece before, times four, plus two if the member changes and one if
/// the scale changes; the signed difference between its source offset and where the piece before would have
/// gone on; then the new member, and the new unit and step, if they change. A line of a CRLF file takes three
/// characters.
extension OriginMap: Codable {
    private enum CodingKeys: String, CodingKey {
        /// The names of the fields in the coded form.
        case count, members, pieces
    }

    /// Reads the coded form; throws `DecodingError` where it is not one.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        count = try container.decode(Int.self, forKey: .count)
        members = try container.decodeIfPresent([String].self, forKey: .members) ?? []
        let coded = try container.decode(String.self, forKey: .pieces)
        guard let pieces = Self.pieces(from: coded, count: count, members: members.count) else {
            throw DecodingError.dataCorruptedError(
                forKey: .pieces, in: container,
                debugDescription: "The origin map's pieces are damaged; read the book again from its file.")
        }
        self.pieces = pieces
    }

    /// Writes the coded form.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(count, forKey: .count)
        if !members.isEmpty { try container.encode(members, forKey: .members) }
        try container.encode(codedPieces, forKey: .pieces)
    }

    private var codedPieces: String {
        var digits = VariableLengthDigits()
        var last = Piece(start: 0, source: 0, member: 0, unit: 1, step: 1)
        for piece in pieces {
            let distance = Int(piece.start) - Int(last.start)
            let changesMember = piece.member != last.member
            let changesScale = piece.unit != last.unit || piece.step != last.step
            digits.append(distance << 2 | (changesMember ? 2 : 0) | (changesScale ? 1 : 0))
            digits.append(signed: Int(piece.source) - last.extrapolated(by: distance))
            if changesMember { digits.append(Int(piece.member)) }
            if changesScale {
                digits.append(Int(piece.unit))
                digits.append(Int(piece.step))
            }
            last = piece
        }
        return digits.text
    }

    private static func pieces(from coded: String, count: Int, members: Int) -> [Piece]? {
        guard 0...longestSource ~= count else { return nil }
        var digits = VariableLengthDigits(coded)
        var pieces: [Piece] = []
        var last = Piece(start: 0, source: 0, member: 0, unit: 1, step: 1)
        while !digits.isAtEnd {
            guard let head = digits.next(), head >> 2 <= count, let drift = digits.nextSigned() else {
                return nil
            }
            var piece = last
            let (start, source) = (Int(last.start) + head >> 2, last.extrapolated(by: head >> 2) + drift)
            guard start <= count, let start = UInt32(exactly: start), let source = UInt32(exactly: source),
                start > last.start || pieces.isEmpty
            else { return nil }
            piece.start = start
            piece.source = source
            if head & 2 != 0 {
                guard let member = digits.next(), member <= members else { return nil }
                piece.member = UInt16(clamping: member)
            }
            if head & 1 != 0 {
                guard let unit = digits.next().flatMap(UInt8.init(exactly:)), unit > 0,
                    let step = digits.next().flatMap(UInt8.init(exactly:))
                else { return nil }
                piece.unit = unit
                piece.step = step
            }
            pieces.append(piece)
            last = piece
        }
        return pieces
    }
}

extension OriginMap.Piece {
    fileprivate func extrapolated(by distance: Int) -> Int {
        Int(source) + distance / Int(unit) * Int(step)
    }
}

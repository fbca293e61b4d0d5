extension StringProtocol {
    /// White space of any kind as single spaces.
    package var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// Columns that a terminal needs for it: East Asian wide characters take two.
    var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

    /// Cut to a number of columns, with an ellipsis where something is left out.
    package func cut(to width: Int) -> String {
        guard displayWidth > width else { return String(self) }
        var used = 1
        var text = ""
        for character in self {
            used += character.displayWidth
            if used > width { break }
            text.append(character)
        }
        while text.last == " " { text.removeLast() }
        return text + "…"
    }

    /// Its words in lines of at most `width` columns, each behind `indent` spaces; paragraphs stay apart.
    package func wrapped(to width: Int, indent: Int = 0) -> String {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        for paragraph in split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(whereSeparator: \.isWhitespace) {
                if !line.isEmpty, line.displayWidth + 1 + word.displayWidth > width - indent {
                    lines.append(margin + line)
                    line = ""
                }
                line += (line.isEmpty ? "" : " ") + word
            }
            if !line.isEmpty {
                lines.append(margin + line)
            } else if lines.last?.isEmpty == false {
                lines.append("")
            }
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}

extension Character {
    fileprivate var displayWidth: Int {
        guard let scalar = unicodeScalars.first, scalar.value >= 0x1100 else { return 1 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}

import Foundation

/// Numbers and times as people read them.
package enum Figures {
    /// "0.8 s", "2 min 10 s", "3 h 5 min".
    package static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e15 else { return "\(seconds) s" }
        return switch seconds {
        case ..<0.0995: "\(Int((seconds * 1000).rounded())) ms"
        case ..<9.95: fixed(seconds, 1) + " s"
        case ..<59.5: "\(Int(seconds.rounded())) s"
        case ..<3_570: "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
        default: "\(Int(seconds) / 3_600) h \(Int(seconds) % 3_600 / 60) min"
        }
    }

    /// Whole seconds as a pipeline file writes a time limit: "90s", "10m", "2h".
    package static func timeLimit(_ seconds: Int) -> String {
        let units = [(86_400, "d"), (3_600, "h"), (60, "m")]
        for (size, unit) in units where seconds >= size && seconds % size == 0 {
            return "\(seconds / size)\(unit)"
        }
        return "\(seconds)s"
    }

    /// "1 judgement", "12,400 judgements".
    package static func count(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// "1 leaf", "12 leaves".
    package static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(grouped(number)) \(number == 1 ? one : many)"
    }

    /// A number with a fixed number of decimals.
    package static func fixed(_ value: Double, _ decimals: Int) -> String {
        String(format: "%.\(decimals)f", value)
    }

    /// "4,120".
    package static func grouped(_ number: Int) -> String {
        var text = ""
        for (place, digit) in String(number.magnitude).reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + String(text.reversed())
    }

    /// A value of a metric: lengths with one decimal, k as a whole number, all others with three decimals.
    package static func metric(_ name: String, _ value: Double) -> String {
        fixed(value, name == CutScoring.window ? 0 : name == "words" || name.hasSuffix("/words") ? 1 : 3)
    }

    /// A value with its interval, "0.812 (0.700–0.900)", or with its upper bound, "0.021 (≤ 0.063)", where it has one.
    package static func metric(_ name: String, _ value: Double, low: Double?, high: Double?) -> String {
        let figure = metric(name, value)
        guard let high else { return figure }
        guard let low else { return figure + " (≤ \(metric(name, high)))" }
        return figure + " (\(metric(name, low))–\(metric(name, high)))"
    }

    /// A value of whatever size in about four digits: "0.0312", "17.25", "3.1e-05".
    package static func compact(_ value: Double) -> String {
        switch abs(value) {
        case 0: "0"
        case ..<0.001: String(format: "%.1e", value)
        case ..<1: fixed(value, 4)
        case ..<100: fixed(value, 3)
        default: fixed(value, 1)
        }
    }

    /// "812 bytes", "3.4 MB", "2.0 GB": powers of 1,000, as disks are sold and `--size` is read.
    package static func bytes(_ count: Int) -> String {
        switch Double(count) {
        case ..<1_000: self.count(count, "byte")
        case ..<999_950: fixed(Double(count) / 1e3, 1) + " kB"
        case ..<999_950_000: fixed(Double(count) / 1e6, 1) + " MB"
        default: fixed(Double(count) / 1e9, 1) + " GB"
        }
    }

    /// "2026-03-01 14:05:09", in a time zone.
    package static func time(_ seconds: Double, zone: TimeZone) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: seconds))
        return String(
            format: "%04d-%02d-%02d %02d:%02d:%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0,
            parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
    }
}

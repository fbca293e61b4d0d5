import Foundation

/// Numbers and times as they are printed.
enum Words {
    /// "0.8 s", "2 min 10 s", "3 h 5 min".
    static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<0.0995: "\(Int((seconds * 1000).rounded())) ms"
        case ..<9.95: fixed(seconds, 1) + " s"
        case ..<59.5: "\(Int(seconds.rounded())) s"
        case ..<3_570: "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
        default: "\(Int(seconds) / 3_600) h \(Int(seconds) % 3_600 / 60) min"
        }
    }

    /// "1 judgement", "12 judgements".
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// A number with a fixed number of decimals.
    static func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
}

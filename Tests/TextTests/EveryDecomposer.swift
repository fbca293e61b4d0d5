@testable import Text

extension Decomposer {
    /// A decomposer of every kind, with these settings where it has them.
    static func every(_ limits: CutLimits, window: Int = 6) -> [Decomposer] {
        Kind.allCases.map { kind in
            switch kind {
            case .fixed: .fixed(limits)
            case .random: .random(limits)
            case .structure: .structure(limits)
            case .texttiling: .texttiling(limits, window: window)
            case .even: .even(limits)
            case .pronouns: .pronouns(limits)
            case .whole: .whole
            }
        }
    }
}

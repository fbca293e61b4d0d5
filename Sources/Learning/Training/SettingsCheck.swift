/// Gathers what is wrong with settings: each complaint names the setting, its value and what would be right.
struct SettingsCheck {
    private(set) var problems: [String] = []

    func positive(_ name: String, _ value: Int) -> SettingsCheck {
        value > 0 ? self : adding("\(name) is \(value); it must be at least 1")
    }

    func positive(_ name: String, _ value: Double) -> SettingsCheck {
        value > 0 && value.isFinite ? self : adding("\(name) is \(value); it must be a number above 0")
    }

    func within(_ name: String, _ value: Double, _ range: ClosedRange<Double>) -> SettingsCheck {
        range.contains(value)
            ? self
            : adding("\(name) is \(value); it must lie between \(range.lowerBound) and \(range.upperBound)")
    }

    private func adding(_ problem: String) -> SettingsCheck {
        var check = self
        check.problems.append(problem)
        return check
    }
}

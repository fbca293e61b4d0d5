import Stages

/// Numbers and times as they are printed.
typealias Words = Figures

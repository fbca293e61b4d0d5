import Engine

/// Items of a stage failed, and more of them than may be left out.
struct FanOutFailure: Error, Blameable, CustomStringConvertible {
    /// How many failed items are named.
    static let mostNamed = 8

    /// What the items are.
    var noun: Noun
    /// How many items there are.
    var total: Int
    /// The failed items in the items' order, as far as they were tried.
    var failed: [(omission: Omission, fault: Fault)]
    /// How many could have been left out.
    var allowed: Int
    /// Whether the rest was not tried any more.
    var gaveUp: Bool

    /// The items' own fault where too many failed through that: another attempt does not mend it.
    var fault: Fault {
        let own = failed.count { $0.fault == .user }
        return own > allowed || own == failed.count ? .user : .infrastructure
    }

    /// The sentence that is printed for it: how many failed, and a line for each of the first.
    var description: String {
        let machine = failed.count { $0.fault == .infrastructure }
        var head = "\(Figures.grouped(failed.count)) of \(noun.count(total)) failed"
        if machine == failed.count {
            head += " through a fault of the machine"
        } else if machine > 0 {
            head += ", \(Figures.grouped(machine)) of them through a fault of the machine"
        }
        if fault == .user, allowed > 0 { head += "; 'failures' allows \(Figures.grouped(allowed))" }
        if gaveUp { head += "; the rest was not tried" }
        var lines = [head + ":"]
        lines += failed.prefix(Self.mostNamed).map { "  \($0.omission.item): \($0.omission.reason)" }
        if failed.count > Self.mostNamed {
            lines.append("  and \(Figures.grouped(failed.count - Self.mostNamed)) more")
        }
        return lines.joined(separator: "\n")
    }
}

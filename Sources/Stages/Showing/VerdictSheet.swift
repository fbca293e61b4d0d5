/// What a `compare` stage found: the sentence first, then the numbers behind it.
package struct VerdictSheet: Sheet {
    private let verdict: Verdict

    /// A sheet of one verdict.
    package init(_ verdict: Verdict) { self.verdict = verdict }

    /// The findings.
    package var lines: [Verdict.Line] { verdict.lines }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        let sentences = verdict.lines.map { sentence($0) }
        let tables = verdict.lines.map(\.metric).distinct.map { table($0).text(width: page.width) }
        return sentences.joined(separator: "\n") + "\n\n" + tables.joined(separator: "\n\n") + "\n\n" + method
            + verdict.remarks.map { "\nnote: \($0)" }.joined()
    }

    /// Who is above whom, by how much, how sure; or that nothing was shown, and what could have been.
    private func sentence(_ line: Verdict.Line) -> String {
        func figure(_ value: Double) -> String { Figures.metric(line.metric, value) }
        let noun = verdict.pairBy.contains("book") ? "book" : "pair"
        let sample = Figures.count(line.clusters, noun)
        let effect = "\(figure(abs(line.difference))) [\(figure(line.low)), \(figure(line.high))]"
        var text: String
        if line.adjusted < verdict.alpha, line.difference != 0 {
            text =
                "\(line.metric): '\(line.arm)' is \(line.difference > 0 ? "above" : "below") '\(verdict.baseline)' by "
                + "\(effect) over \(sample) (p \(Self.chance(line.adjusted)))"
        } else {
            text =
                "\(line.metric): no difference between '\(line.arm)' and '\(verdict.baseline)' was shown over \(sample): "
                + "\(figure(line.difference)) [\(figure(line.low)), \(figure(line.high))] (p \(Self.chance(line.adjusted)))"
            if let detectable = line.detectable {
                text += "; one of \(figure(detectable)) would be found four times in five"
            }
        }
        if let chance = line.equivalence, let margin = verdict.equivalent {
            text +=
                chance < verdict.alpha
                ? "; equivalent within ±\(Figures.compact(margin)) (p \(Self.chance(chance)))"
                : "; not shown to be equivalent within ±\(Figures.compact(margin)) (p \(Self.chance(chance)))"
        }
        if line.isBeyondPlacebo == false {
            text += "; within what the placebo '\(verdict.placebo ?? "")' shows too"
        }
        return text
    }

    /// A row an arm.
    private func table(_ metric: String) -> Table {
        let lines = verdict.lines.filter { $0.metric == metric }
        func figure(_ value: Double) -> String { Figures.metric(metric, value) }
        var rows: [[String]] = []
        if let first = lines.first { rows.append([verdict.baseline, figure(first.baselineMean)]) }
        for line in lines {
            rows.append([
                line.arm, figure(line.mean), figure(line.difference),
                "\(figure(line.low)) … \(figure(line.high))",
                Self.chance(line.chance), Self.chance(line.adjusted), "\(line.above)", "\(line.below)",
                "\(line.clusters)", "\(line.pairs)", line.detectable.map(figure) ?? "",
            ])
        }
        for band in verdict.bands where band.metric == metric {
            rows.append([
                "band of '\(verdict.placebo ?? "")'", "", "", "\(figure(band.low)) … \(figure(band.high))",
                "", "", "",
                "", "", "\(band.draws)",
            ])
        }
        return Table(
            [
                .words(metric), .number("mean"), .number("difference"), .words("interval"), .number("p"),
                .number(verdict.correct == "none" ? "p" : "p, \(verdict.correct)"), .number("above"),
                .number("below"), .number(verdict.pairBy.contains("book") ? "books" : "clusters"),
                .number("pairs"), .number("detectable"),
            ], rows: rows)
    }

    private var method: String {
        let test =
            verdict.test == "wilcoxon"
            ? "Wilcoxon's signed-rank test of the clusters' means" : "cluster bootstrap, 10,000 resamples"
        return "paired by \(verdict.pairBy.joined(separator: ", ")); intervals: cluster bootstrap, "
            + "\(Figures.compact(100 * (1 - verdict.alpha))) %; p: \(test); "
            + (verdict.correct == "none"
                ? "not corrected for the number of tests"
                : "Holm over \(Figures.count(verdict.lines.count, "test"))")
    }

    private static func chance(_ value: Double) -> String {
        value < 0.001 ? "< 0.001" : Figures.fixed(value, 3)
    }
}

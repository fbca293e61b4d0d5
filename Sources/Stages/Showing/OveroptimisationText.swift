import Learning

extension OveroptimisationCurve {
    /// The curve as people read it: its points, a plot, and what the fit says beside what was measured.
    func text(_ page: Page) -> String {
        [title, table.text(width: page.width), plot(page), verdict].filter { !$0.isEmpty }
            .joined(separator: "\n\n")
    }

    private var title: String {
        let place =
            subject == .cuts
            ? "ways to cut" : height.map { $0 == 0 ? "leaves" : "height \($0)" } ?? "all heights"
        let way = form == .bestOf ? "best of n" : "snapshots of the training"
        return "over-optimisation, \(place): \(way), \(Figures.count(passages, "passage")) of "
            + "\(Figures.count(books, "book")); rewards in standard deviations of the start "
            + (subject == .cuts ? "decomposer's" : "policy's")
    }

    private var table: Table {
        let hasTies = points.contains { $0.tiedKL != nil }
        return Table(
            [.number(form == .bestOf ? "n" : "step"), .number("kl")]
                + (hasTies ? [.number("with ties")] : [])
                + [
                    .number("√kl"), .number("proxy"), .number("gold"), .words("95 %"), .number("fit"),
                    .words(""),
                ],
            rows: points.enumerated().map { place, point in
                [String(point.stage), number(point.kl)]
                    + (hasTies ? [point.tiedKL.map { number($0) } ?? ""] : [])
                    + [
                        number(point.distance), number(point.proxy),
                        number(point.gold), point.goldInterval.text,
                        prediction.map { number($0.fit.gold(at: point.distance)) } ?? "",
                        mark(place),
                    ]
            })
    }

    /// What stands behind a point.
    private func mark(_ place: Int) -> String {
        if place == placeToStop { return "◀ stop here" }
        return points[place].isFitted ? "fitted" : ""
    }

    /// The point nearest to the predicted optimum; nil where there is no place to stop among the points.
    private var placeToStop: Int? {
        guard let prediction, prediction.isCertain, let optimum = prediction.optimum, let last = points.last,
            optimum <= last.distance
        else { return nil }
        return points.indices.min { abs(points[$0].distance - optimum) < abs(points[$1].distance - optimum) }
    }

    private func plot(_ page: Page) -> String {
        let gold = points.map { (x: $0.distance, y: $0.gold) }
        let proxy = points.map { (x: $0.distance, y: $0.proxy) }
        guard let last = points.last, last.distance > 0 else { return "" }
        let width = max(20, min(64, page.width - 4))
        let all = (gold + proxy).map(\.y)
        guard let least = all.min(), let most = all.max(), most > least else { return "" }
        var curves = [
            Plot.Curve("g", gold, range: least...most), Plot.Curve("p", proxy, range: least...most),
        ]
        if let prediction {
            let fitted = (0..<width).map { column in
                let distance = last.distance * Double(column) / Double(width - 1)
                return (x: distance, y: prediction.fit.gold(at: distance))
            }
            curves.append(Plot.Curve("·", fitted, range: least...most))
        }
        let line = prediction.flatMap { $0.isCertain ? $0.optimum : nil }
        return Plot(curves, line: line).text(width: width, height: 10)
            + "\n√kl from \(number(points[0].distance, 2)) to \(number(last.distance, 2)), rewards from "
            + "\(number(least)) to \(number(most)); g gold, p proxy, · the fit"
            + (line == nil ? "" : ", | where to stop")
    }

    private var verdict: String {
        let noun = form == .bestOf ? "n" : "step"
        var lines: [String] = []
        if let prediction {
            let seen = points.last(where: \.isFitted)?.stage ?? 0
            let fit = prediction.fit
            lines.append(
                "fitted up to \(noun) \(seen): gold = d (α − β \(form == .bestOf ? "d" : "log d")), d = √kl, "
                    + "α \(number(fit.alpha)) (\(prediction.alpha.text)), "
                    + "β \(number(fit.beta)) (\(prediction.beta.text))")
            if let optimum = prediction.optimum, let gold = prediction.gold {
                let count = form == .bestOf ? ", n = \(BestOf.count(kl: optimum * optimum).asCount)" : ""
                lines.append(
                    "predicted: gold is greatest, \(number(gold)), at √kl \(number(optimum, 2))"
                        + (prediction.optimumInterval.map { " (\($0.text))" } ?? "") + count)
            } else {
                lines.append("predicted: gold does not turn over (β is not above 0)")
            }
            if let error = prediction.error {
                lines.append(
                    "beyond the fit it is off by \(number(error)) (root mean square over the points)"
                )
            }
        } else {
            lines.append("too few points for a fit")
        }
        let end =
            peak.stage == points.last?.stage
            ? "no more is measured"
            : "at the end \(number(peak.loss)) (\(peak.lossInterval.text)) of it is lost"
                + (peak.lossInterval.low > 0 ? "" : ", which may be chance")
        lines.append(
            "measured: gold is greatest, \(number(peak.gold)), at \(noun) \(peak.stage), √kl "
                + "\(number(peak.distance, 2)) (\(peak.interval.text)); \(end)")
        if prediction?.isCertain != true {
            lines.append("no place to stop: that gold turns over is not certain (β's interval reaches 0)")
        }
        return lines.joined(separator: "\n")
    }
}

extension OveroptimisationCurve.Interval {
    /// "0.12 to 0.31".
    fileprivate var text: String {
        "\(low < 1e9 ? number(low) : "∞") to \(high.map { number($0) } ?? "∞")"
    }
}

extension Double {
    /// A number of draws in words: whole, and no more than can be drawn.
    fileprivate var asCount: String { self < 1e9 ? Figures.grouped(Int(rounded())) : "more than 10⁹" }
}

/// A number with so many decimals, and no minus before zeros.
private func number(_ value: Double, _ decimals: Int = 3) -> String {
    let text = Figures.fixed(value, decimals)
    return text.hasPrefix("-") && !text.contains { ("1"..."9").contains($0) }
        ? String(text.dropFirst()) : text
}

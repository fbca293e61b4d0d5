import Tensors
import Text

/// Learns to cut where somebody else did: at each place the log-odds that a leaf begins there.
///
/// A network learns it in minibatches, several one after another, and after them trees may (``TreeBoosting``).
///
/// Cross-entropy over single places, not over whole ways to cut: so it learns from cuts that no limit allows, such as
/// chapters, and its scores say how many cuts a text has where nobody gives their number.
package struct CutImitation: Training {
    /// The hyper-parameters.
    package struct Settings: Codable, Hashable, Sendable {
        /// Times that the places are gone through.
        package var epochs = 10
        /// Places in a minibatch.
        package var batch = 256
        /// Adam's learning rate at the start; it falls to 0 linearly.
        package var rate = 3e-3
        /// What a step takes off every parameter, as a share and times the rate.
        package var decay = 0.1
        /// The width of the network's hidden layer.
        package var hidden = 32
        /// The price of uneven leaves where their number is given, in nats (see ``Evenness``); `nil` where the lengths of what is
        /// imitated say it.
        package var evenness: Double? = 2
        /// What is seen of a book at each place.
        package var view = CutView.place
        /// Networks, each from its own start, that are trained one after another; their scores are averaged.
        package var networks = 1
        /// Boosted trees, grown one after another on the same places; their log-odds are averaged with the networks'.
        package var trees = 0

        /// The defaults.
        package init() {}

        var description: [String: String] {
            [
                "epochs": "\(epochs)", "batch": "\(batch)", "rate": "\(rate)", "decay": "\(decay)",
                "hidden": "\(hidden)", "evenness": evenness.map { "\($0)" } ?? "fit", "view": view.rawValue,
                "networks": "\(networks)", "trees": "\(trees)",
            ]
        }
    }

    /// What is imitated: the places of a book and which of them begin a leaf.
    package struct Example: Sendable {
        /// The features of the places, row by row.
        package var rows: [Float]
        /// Whether a leaf begins at each place.
        package var isCut: [Bool]
        /// The words of each leaf, relative to their mean.
        package var lengths: [Double]

        /// The places of a book, with the leaves that somebody cut it into; a leaf that begins between two places counts
        /// at the later.
        package init(_ reading: CutReading, leaves: [Span]) {
            rows = reading.rows
            var isCut = [Bool](repeating: false, count: reading.places.all.count)
            var place = 0
            for leaf in leaves.dropFirst() {
                while place < isCut.count, reading.places.all[place].offset < leaf.start { place += 1 }
                if place < isCut.count { isCut[place] = true }
            }
            self.isCut = isCut
            let all = reading.places
            let ends = [0] + zip(all.all, isCut).filter(\.1).map(\.0.words) + [all.total]
            let mean = Double(all.total) / Double(ends.count - 1)
            lengths = zip(ends, ends.dropFirst()).map { mean > 0 ? Double($1 - $0) / mean : 1 }
        }
    }

    private let settings: Settings
    private let seed: RandomStream
    /// The features, standardised.
    private let rows: [Float]
    private let isCut: [Bool]
    /// With the network that is being trained.
    private var scorer: CutScorer
    private var batches: Minibatches
    /// The networks that are trained.
    private var trained: [Perceptron] = []
    /// What grows trees, after the networks.
    private var boosting: TreeBoosting
    private var optimiser: Adam
    private var latest: [String: Double] = [:]
    /// What the lengths of leaves cost.
    private let evenness: Evenness
    /// How many steps were made.
    package private(set) var step = 0
    /// How many steps there are altogether.
    package let stepCount: Int
    /// How many steps a network takes.
    private let stepsEach: Int
    /// How many steps all networks take together.
    private var networkSteps: Int { stepsEach * max(1, settings.networks) }

    /// A training that has not begun.
    package init(settings: Settings, examples: [Example], seed: RandomStream) {
        self.settings = settings
        self.seed = seed
        var stream = seed.split(label: "network")
        let raw = examples.flatMap(\.rows)
        scorer = CutScorer(view: settings.view, rows: raw, hidden: settings.hidden, using: &stream)
        rows = scorer.standardised(raw)
        isCut = examples.flatMap(\.isCut)
        evenness = settings.evenness.map(Evenness.price) ?? .fitted(to: examples.flatMap(\.lengths)) ?? 0
        batches = Minibatches(of: isCut.count, size: settings.batch, seed: seed.split(label: "order"))
        optimiser = Adam(count: scorer.network.parameters.count)
        let isEmpty = !isCut.contains(true)
        stepsEach =
            isEmpty ? 0 : settings.epochs * ((isCut.count + settings.batch - 1) / max(1, settings.batch))
        stepCount = isEmpty ? 0 : stepsEach * max(1, settings.networks) + settings.trees
        var growth = TreeBoosting.Settings()
        // The more trees, the smaller their steps.
        growth.rate = min(0.1, 9 / Double(max(1, settings.trees)))
        let columns = settings.view.columnCount
        let grown = settings.trees > 0 ? examples : []
        boosting = TreeBoosting(
            grown.flatMap { CutScorer.compared($0.rows, columns: columns) }, columns: 3 * columns,
            isMember: grown.flatMap(\.isCut), settings: growth, seed: seed.split(label: "trees"))
    }

    /// Makes one step; see `Training`.
    package mutating func advance() -> [Metric] {
        guard !isFinished else { return [] }
        if step >= networkSteps { return grow() }
        if step > 0, step % stepsEach == 0 { beginNetwork() }
        let batch = batches.batch(step)
        let columns = scorer.view.columnCount
        let input = batch.flatMap { rows[($0 * columns)..<(($0 + 1) * columns)] }
        let activations = scorer.network.forward(input)
        var loss = 0.0
        let share = 1 / Double(batch.count)
        let outputGradient = zip(batch, activations.outputs).map { place, logit -> Float in
            let x = Double(logit)
            loss -= share * Elementary.logSigmoid(isCut[place] ? x : -x)
            return Float(share * (Elementary.sigmoid(x) - (isCut[place] ? 1 : 0)))
        }
        var gradient = [Float](repeating: 0, count: scorer.network.parameters.count)
        scorer.network.backward(input, activations, outputGradient: outputGradient, into: &gradient)
        clipGradient(&gradient, to: 1)
        let rate = settings.rate * (1 - Double(step % stepsEach) / Double(stepsEach))
        scorer.decay(by: rate * settings.decay)
        optimiser.advance(&scorer.network.parameters, gradient: gradient, rate: rate)
        step += 1
        let metrics = [Metric("train/loss", loss), Metric("train/rate", rate)]
        for metric in metrics { latest[metric.name] = metric.value }
        return metrics
    }

    /// Grows a tree.
    private mutating func grow() -> [Metric] {
        let loss = boosting.advance()
        step += 1
        latest["trees/loss"] = loss
        return [Metric("trees/loss", loss)]
    }

    /// Lays the trained network aside and begins with the next.
    private mutating func beginNetwork() {
        trained.append(scorer.network)
        var stream = seed.split(label: "network \(trained.count)")
        scorer.redraw(using: &stream)
        optimiser = Adam(count: scorer.network.parameters.count)
    }

    /// The model as it is now.
    package var model: CutterModel {
        var scorer = scorer
        if let mean = Perceptron(meanOf: trained + [scorer.network]) { scorer.network = mean }
        if !boosting.model.trees.isEmpty { scorer.trees = boosting.model }
        var metrics = latest
        if case .logNormal(let mean, let deviation) = evenness {
            (metrics["lengths/log-mean"], metrics["lengths/log-deviation"]) = (mean, deviation)
        }
        return CutterModel(
            scorer: scorer, evenness: evenness,
            card: ModelCard(
                method: "bc", settings: settings.description,
                counts: ["places": isCut.count, "cuts": isCut.count { $0 }], metrics: metrics))
    }

    /// Parameters, optimiser and position; see `Training`.
    package var checkpoint: [UInt8] {
        var writer = BinaryWriter(magic: "QCKE", version: 2)
        writer.write(trained.count)
        for network in trained { writer.write(network) }
        writer.write(boosting.model)
        return writer.bytes + scorer.checkpoint("QCKI", step: step, optimiser: optimiser, latest: latest)
    }

    /// Goes back to a checkpoint; see `Training`.
    package mutating func restore(_ checkpoint: [UInt8]) throws(BinaryError) {
        var reader = try BinaryReader(checkpoint, magic: "QCKE", version: 2)
        guard reader.version == 2 else {
            throw BinaryError(offset: 4, problem: "a checkpoint of an older program")
        }
        var networks: [Perceptron] = []
        for _ in 0..<(try reader.readInt(in: 0...max(0, settings.networks - 1))) {
            let network = try reader.readPerceptron()
            guard network.shape == scorer.network.shape else {
                throw BinaryError(offset: reader.offset, problem: "a network of another shape")
            }
            networks.append(network)
        }
        let trees = try reader.readBoostedTrees()
        var boosting = boosting
        guard trees.trees.count <= settings.trees, boosting.restore(trees) else {
            throw BinaryError(offset: reader.offset, problem: "trees of another training")
        }
        let state = try scorer.restored(
            Array(checkpoint[reader.offset...]), "QCKI", steps: stepCount, optimiser: optimiser)
        (trained, self.boosting) = (networks, boosting)
        (step, scorer.network, optimiser, latest) = (state.step, state.network, state.optimiser, state.latest)
    }
}

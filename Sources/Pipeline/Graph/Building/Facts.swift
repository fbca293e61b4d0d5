extension GraphBuilder {
    /// What is known of what a cell gives. Shared: many later cells look at it.
    final class Facts: Sendable {
        /// How its trees were cut.
        let cuts: [DecomposerUse]
        /// The books that its trees are of.
        let corpus: Corpus?
        /// A trained decomposer's limits.
        let limits: CutLimits?
        /// What feedback holds, or a reward learnt from.
        let kinds: [FeedbackKind]
        /// What its judgements are about, or those that a reward learnt from.
        let about: Ask.About?
        /// What was measured.
        let metrics: [MetricName]

        init(
            cuts: [DecomposerUse] = [], corpus: Corpus? = nil, limits: CutLimits? = nil,
            kinds: [FeedbackKind] = [], about: Ask.About? = nil, metrics: [MetricName] = []
        ) {
            self.cuts = cuts
            self.corpus = corpus
            self.limits = limits
            self.kinds = kinds
            self.about = about
            self.metrics = metrics
        }
    }
}

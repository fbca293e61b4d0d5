extension Schema {
    /// The seven verbs in the order in which they are explained.
    package static let verbs = ["decompose", "ask", "train", "rlhf", "recompose", "evaluate", "compare"]

    private static let many = 1...1_000_000_000

    /// Keys that every stage may have.
    private static let everyStage: [Key] = [
        Key("seed", .integer(0...Int.max), "The stage's own seed, instead of the file's."),
        Key(
            "after", .oneOrMore(.reference([.stage])),
            "Stages that must be done before, though nothing of theirs is used."),
        Key("note", .text, "For the reader; shown in the report."),
        Key(
            "retries", .integer(0...100), default: "0",
            "How often an attempt is made again that failed through the machine or ran past time_limit."),
        Key("time_limit", .duration, "The longest that an attempt may take, such as 10m."),
    ]

    /// What may be left out of a stage that does many things of one sort.
    private static func failures(of items: String) -> Key {
        Key(
            "failures", .allowance, default: "0",
            "How many \(items) may fail through their own fault and are left out; a number or a share such as 5%."
        )
    }

    static let stageShapes: [Shape] = [
        stage(
            "decompose", "Cuts books into trees; gives a forest.",
            [
                Key(
                    "decompose", .reference([.corpus]), required: true,
                    "The books to cut, such as books.train."),
                Key(
                    "by", .oneOrMore(.reference([.decomposer])), required: true,
                    "The decomposer that cuts, or several."),
                failures(of: "books"),
            ]),
        stage(
            "ask", "Asks an overseer for judgements; gives feedback.",
            [
                Key("ask", .reference([.forest, .answers, .corpus]), required: true, "What is judged."),
                Key(
                    "about", .choice(names(Ask.About.self)), default: "answers",
                    "Whether answers are judged, or two ways to cut a passage."),
                Key(
                    "for", .oneOrMore(.choice(names(FeedbackKind.self))), required: true,
                    "The kinds of feedback."),
                Key("nodes", .oneOrMore(.nodeSet), default: "all", "Which nodes are judged."),
                Key("policy", .reference([.policy]), "Who writes the candidates."),
                Key(
                    "samples", .integer(2...20), default: "2",
                    "Candidates on one reading; 3 give three pairs."),
                Key(
                    "proposals", .list(.reference([.decomposer]), atLeast: 2),
                    "Decomposers whose cuts are compared."),
                Key("overseer", .reference([.overseer]), required: true, "Who judges."),
                Key(
                    "count", .integer(many), "Judgements to ask for; shared out in turns among several kinds."
                ),
                Key(
                    "minutes", .number(0...10_000_000),
                    "Minutes to ask for; the first of count and minutes ends the stage."),
                Key(
                    "when", .either([.choice(names(AskRule.self)), .shape("ask.when")]), default: "always",
                    "When asking is worth it."),
                Key(
                    "pick", .choice(names(Pick.self)), default: "random",
                    "Whether nodes are taken at random or looked for where answers are worst."),
                Key(
                    "reward", .reference([.reward]),
                    "The reward that finds the worst answers for pick: adversarial."),
                Key(
                    "adversary", .choice(names(Adversary.self)), default: "ensemble",
                    "Which answer is worst: what the reward's ensemble doubts, or what a simulated overseer's gold hates."
                ),
                Key(
                    "draws", .integer(2...10_000), default: "16",
                    "Answers drawn for each reading of pick: adversarial."),
                failures(of: "questions"),
            ]),
        stage(
            "train", "Trains a policy, a reward or a decomposer, and gives it.",
            [
                Key("train", .choice(names(Trainee.self)), required: true, "What is trained."),
                Key(
                    "by", .choice(names(Method.self).filter { $0 != "reward" }),
                    "The method; a reward needs none."),
                Key(
                    "from", .reference([.policy, .reward, .decomposer]),
                    "The model to start from; for RL also the anchor of the KL penalty. A decomposer that learns from books may leave it out."
                ),
                Key("using", .oneOrMore(.reference([.feedback])), "Feedback to learn from."),
                Key("in", .reference([.forest, .answers, .corpus]), "Where to practise."),
                Key(
                    "like", .reference([.decomposer]),
                    "The decomposer to imitate, or for locality the one whose limits are kept."),
                Key("nodes", .oneOrMore(.nodeSet), default: "all", "Which nodes are practised on."),
                Key("reward", .oneOrMore(.reference([.reward])), "The reward to optimise, or several."),
                Key(
                    "policy", .reference([.policy]),
                    "For a decomposer whose reward is of answers: who answers what it cuts."),
                Key(
                    "per", .choice(names(TrainPer.self)), default: "all",
                    "One model for all nodes, for each height, or for each node."),
                Key("with", .settings, "Settings of the method."),
                failures(of: "models, or books to practise on,"),
            ]),
        stage(
            "rlhf", "Shorthand: each round asks, trains a reward and trains a policy; gives the last policy.",
            [
                Key("rlhf", .reference([.forest]), required: true, "The forest to practise on."),
                Key(
                    "from", .reference([.policy]), required: true,
                    "The supervised policy where every round starts."),
                Key("overseer", .reference([.overseer]), required: true, "Who judges."),
                Key(
                    "by", .choice(["ppo", "rloo", "dpo", "kto", "best-of", "expert", "command"]),
                    default: "ppo", "How the policy is trained."),
                Key(
                    "samples", .integer(2...20), default: "3",
                    "Candidates on one reading; 3 give three pairs."),
                Key(
                    "rounds", .list(.shape("rlhf.rounds"), atLeast: 1), required: true,
                    "What each round asks."),
                Key("with", .settings, "Settings of the policy's method."),
                failures(of: "questions of a round, or books to practise on,"),
            ]),
        stage(
            "recompose", "Answers every node from the bottom up; gives answers.",
            [
                Key("recompose", .reference([.forest]), required: true, "The forest to answer."),
                Key(
                    "policy",
                    .either([.reference([.policy]), .map(.reference([.policy]), of: "a node set")]),
                    required: true, "Who answers; or a map from node sets to policies."),
                Key("nodes", .oneOrMore(.nodeSet), default: "all", "Which nodes are answered."),
                failures(of: "books"),
            ]),
        stage(
            "evaluate", "Measures something; gives scores.",
            [
                Key(
                    "evaluate", .reference([.answers, .reward, .policy, .decomposer, .forest]),
                    required: true, "What is measured."),
                Key(
                    "metrics", .list(.choice(names(MetricName.self)), atLeast: 1), required: true,
                    "What is reported."),
                Key("refs", .reference([.data]), "References and questions."),
                Key("ratings", .reference([.feedback]), "Ratings and halts that are reported."),
                Key("using", .oneOrMore(.reference([.feedback])), "Feedback on which a reward is tried."),
                Key(
                    "in", .reference([.forest, .corpus]),
                    "Trees on which a policy is tried, or books on which a decomposer is."),
                Key(
                    "overseer", .reference([.overseer]),
                    "Whose gold the metrics 'gold', 'gold-correlation', 'worst-case', 'sandwich' and 'over-optimisation' use."
                ),
                Key(
                    "catastrophe", .number(-1...1),
                    "The gold below which an answer counts as a catastrophe for 'worst-case'."),
                Key(
                    "trained_on", .oneOrMore(.reference([.feedback, .answers])),
                    "What the models learned from or practised on, whose inputs 'shift' compares with."),
                Key(
                    "against", .oneOrMore(.reference([.answers])),
                    "Other answers to the same books, which 'sandwich' pairs with these."),
                Key(
                    "reward", .reference([.reward]),
                    "The reward of the metric 'reward'; the one that is optimised for 'over-optimisation'."),
                Key(
                    "from", .reference([.policy]),
                    "The policy from which the metric 'kl' of whoever answered is measured."),
                Key(
                    "unit", .choice(names(CutUnit.self)), default: "sentence",
                    "What metrics of boundaries count between two of them."),
                Key(
                    "edits", .integer(1...100_000), default: "20",
                    "How many small changes of each book 'stability' and 'reuse' are the mean over."),
                Key(
                    "with", .shape("evaluate.with"),
                    "How much is drawn and fitted for the metric 'over-optimisation'."),
                Key(
                    "require",
                    .choiceMap(
                        names(MetricName.self), .either([.number(-1e12...1e12), .shape("evaluate.require")])),
                    "A gate that stops the run: the least value of a metric, or its min and max."),
                failures(of: "books"),
            ]),
        stage(
            "compare", "Compares the arms of one axis; gives a verdict.",
            [
                Key("compare", .reference([.scores]), required: true, "The scores of the arms."),
                Key("across", .name, required: true, "The axis whose values are the arms."),
                Key(
                    "baseline", .text, required: true,
                    "The value of the axis that the others are compared with."),
                Key(
                    "pair_by", .oneOrMore(.name), default: "book",
                    "What is paired: book, or axes that are folded too."),
                Key(
                    "metrics", .list(.choice(names(MetricName.self)), atLeast: 1),
                    "Which metrics; all of the scores' when it is left out."),
                Key(
                    "test", .choice(names(SignificanceTest.self)), default: "bootstrap",
                    "Paired cluster bootstrap over books, or Wilcoxon's signed ranks."),
                Key(
                    "correct", .choice(names(Correction.self)), default: "holm",
                    "How several tests are held to one level."),
                Key("alpha", .number(0.000001...0.5), default: "0.05", "The level of the test."),
                Key(
                    "equivalent", .number(0.000000001...1e12),
                    "Tests too whether arms differ by less than this, in the metric's unit."),
                Key(
                    "placebo", .text,
                    "The value of the axis that cannot matter; its differences are shown as a band."),
            ]),
    ]

    /// What a data set of judgements stands for where it is learned from: nobody writes it as a stage.
    static let reading = Shape(
        name: "read", title: "judgements", summary: "Reads judgements that were made elsewhere.",
        keys: [Key("read", .text, required: true, "The data set, or one of its splits.")]
            + (sections.first { $0.name == "data" }?.keys.filter { DataSet.varying.contains($0.name) } ?? []))

    static let stageParts: [Shape] = [
        Shape(
            name: "ask.when", title: "when", summary: "When asking is worth a person's time.",
            keys: [
                Key(
                    "rule", .choice(names(AskRule.self)), required: true,
                    "Always, where the rewards disagree, or where it is worth its minutes."),
                Key(
                    "minute_price", .number(0...1_000_000), default: "0.02", kinds: ["worth-it"],
                    "What a minute of a person costs, in units of reward."),
                Key(
                    "expected_minutes", .choiceMap(names(FeedbackKind.self), .number(0...100_000)),
                    kinds: ["worth-it"],
                    "Minutes by kind, until they are measured."),
                Key(
                    "ensemble", .integer(2...100), default: "5", kinds: ["worth-it", "uncertain"],
                    "How many rewards are asked whether they agree."),
                Key(
                    "update_every", .integer(1...1_000_000), default: "10", kinds: ["worth-it", "uncertain"],
                    "Judgements between two fits of the rewards."),
                Key(
                    "random_share", .number(0...1), default: "0.1", kinds: ["worth-it", "uncertain"],
                    "The share of questions asked at random, which stays an unbiased sample."),
                Key(
                    "patience", .integer(1...1_000_000), default: "8", kinds: ["worth-it"],
                    "Questions in a row that are not worth asking before the stage ends."),
            ]),
        Shape(
            name: "rlhf.rounds", title: "a round", summary: "What one round asks.",
            keys: [
                Key(
                    "nodes", .oneOrMore(.nodeSet), default: "all", "Which nodes are judged and practised on."),
                Key(
                    "for", .oneOrMore(.choice(names(FeedbackKind.self))), default: "comparison",
                    "The kinds of feedback."),
                Key("count", .integer(many), "Judgements to ask for."),
                Key(
                    "minutes", .number(0...10_000_000),
                    "Minutes to ask for; the first of count and minutes ends the round."),
            ]),
        Shape(
            name: "evaluate.with", title: "'with' of an 'evaluate' stage",
            summary: "How over-optimisation is measured.",
            keys: [
                Key(
                    "samples", .integer(2...1_000_000), default: "1024",
                    "Answers drawn at each node, or ways to cut each passage: the largest n of best of n."
                ),
                Key(
                    "fit", .integer(2...1_000_000),
                    "The largest n that is fitted, 64 unless written; what lies beyond verifies the prediction."
                ),
            ]),
        Shape(
            name: "evaluate.require", title: "a requirement", summary: "What a metric must reach.",
            keys: [
                Key("min", .number(-1e12...1e12), "The least value."),
                Key("max", .number(-1e12...1e12), "The greatest value."),
            ]),
    ]

    private static func stage(_ verb: String, _ summary: String, _ keys: [Key]) -> Shape {
        let article = "aeiou".contains(verb.first ?? " ") ? "an" : "a"
        return Shape(
            name: verb, title: "\(article) '\(verb)' stage", summary: summary, keys: keys + everyStage)
    }
}

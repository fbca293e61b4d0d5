extension Schema {
    private static let many = 1...1_000_000_000
    private static let share = 0.0...1.0

    /// The top of a file.
    static let top = Shape(
        name: "pipeline", title: "a pipeline", summary: "A pipeline file.",
        keys: [
            Key("quire", .integer(1...1), required: true, "The version of the language; marks the file."),
            Key("name", .name, "Names the folder of the run; the file's name when it is left out."),
            Key("description", .text, "Shown in the report."),
            Key(
                "seed", .integer(0...Int.max), default: "0",
                "Every random stream derives from it and from the work's own key; a stage may have its own."),
            Key(
                "include", .list(.path, atLeast: 1),
                "Files that are merged first, in order: maps merge deeply, lists replace."),
            Key(
                "vars", .map(.any, of: "a var"),
                "Values that are used whole as $name; --set name=value changes one."),
            Key(
                "matrix", .map(.list(.any, atLeast: 1), of: "an axis"),
                "Axes; each multiplies exactly the stages that name it as $axis or need one that does."),
            Key("data", .map(.shape("data"), of: "a data set"), "Books, questions and references, by name."),
            Key("task", .shape("task"), "What every node must do."),
            Key("oversight", .shape("oversight"), "What people may be asked to bear."),
            Key(
                "models", .map(.shape("models"), of: "a model"), "Models that exist before the run, by name."),
            Key(
                "decomposers", .map(.shape("decomposers"), of: "a decomposer"),
                "Ways to cut, by name; a kind's bare name works with its defaults."),
            Key("overseers", .map(.shape("overseers"), of: "an overseer"), "Who judges, by name."),
            Key("stages", .map(.stage, of: "a stage"), "What is done, in running order, by name."),
        ])

    static let sections: [Shape] = [
        Shape(
            name: "data", title: "a data set", summary: "Books, questions and references, or judgements.",
            keys: [
                Key(
                    "path", .oneOrMore(.path), required: true,
                    "A file, a glob such as books/*.txt, or a list of them."),
                Key(
                    "format", .choice(names(DataSet.Format.self)),
                    "How the files are read; jsonl for paths that end so, otherwise text. feedback: judgements made elsewhere."
                ),
                Key(
                    "split", .map(.either([.integer(many), .number(share)]), of: "a split"),
                    "Parts by name: a number of books, or a share below 1; a book is never in two."),
                Key(
                    "seed", .integer(0...Int.max),
                    "Another order in which books are dealt out to the splits; may be an $axis."),
                Key(
                    "fold", .integer(1...100_000), default: "1",
                    "Which fold of a cross-validation: the last split moves on by its own size; may be an $axis."
                ),
                Key(
                    "groups", .shape("data.groups"),
                    "Books that belong together, such as those of one author: a split or fold never parts them."
                ),
                Key(
                    "coreference", .oneOrMore(.path),
                    "Files in LitBank's form that say who is meant where, each with the name of its book."),
                Key(
                    "headings", .choice(names(Headings.self)), default: "kept",
                    "removed: the text of headings is taken out; metrics and 'structure' still know the sections."
                ),
                Key(
                    "for", .oneOrMore(.choice(names(FeedbackKind.self))),
                    "With format feedback: the kinds that are taken; all of them when it is left out."),
            ]),
        Shape(
            name: "data.groups", title: "groups", summary: "Which books belong together.",
            keys: [
                Key(
                    "path", .path, required: true,
                    "A table with a line for each book, columns by tab or comma; the first column is the book."
                ),
                Key("by", .text, required: true, "The column whose value makes a group."),
            ]),
        Shape(
            name: "task", title: "the task", summary: "What every node must do.",
            keys: [
                Key("instruction", .text, required: true, "What the policy and the people are told."),
                Key("criteria", .list(.text, atLeast: 1), "Each is a rating scale on the page."),
                Key("guidelines", .path, "A file for the people; its digest goes into every label."),
                Key("max_words", .shape("task.max_words"), required: true, "The most words of an answer."),
                Key(
                    "context", .choice(names(TaskContext.self)), default: "none",
                    "What is shown before the passage: nothing, or earlier answers at the same depth."),
            ]),
        Shape(
            name: "task.max_words", title: "max_words",
            summary: "The most words of an answer, by the height of its node.",
            keys: [
                Key("leaf", .integer(1...100_000), required: true, "The most words of a leaf's answer."),
                Key(
                    "inner", .integer(1...100_000),
                    "The most words in between; the leaf's when it is left out."),
                Key(
                    "root", .integer(1...100_000),
                    "The most words at the top; the inner one's when it is left out."),
            ]),
        Shape(
            name: "oversight", title: "oversight", summary: "What people may be asked to bear.",
            keys: [
                Key(
                    "words", .integer(1...10_000_000),
                    "The most words that one judgement may need: source, context and candidates together."),
                Key("minutes", .number(0...10_000_000), "The most minutes of people that a run may use."),
                Key(
                    "words_per_minute", .number(1...10_000), default: "230",
                    "How fast people read, until it is measured."),
            ]),
        Shape(
            name: "models", title: "a model",
            summary: "A model that exists before the run, or starts from nothing.",
            keys: [
                Key(
                    "kind", .choice(names(ModelKind.self)), default: "transformer",
                    "A transformer on this machine, an endpoint, or a program."),
                Key("path", .path, kinds: ["transformer"], "A Hugging Face folder."),
                Key(
                    "new", .shape("models.new"), kinds: ["transformer"],
                    "Sizes of a small model that starts from nothing."),
                Key("url", .text, kinds: ["server"], "An endpoint that speaks OpenAI's protocol."),
                Key("model", .text, kinds: ["server"], "The name that the endpoint is asked for."),
                Key("argv", .list(.text, atLeast: 1), kinds: ["command"], "A program and its arguments."),
            ]),
        Shape(
            name: "models.new", title: "a new model",
            summary: "Sizes of a transformer that starts from nothing.",
            keys: [
                Key("layers", .integer(1...200), default: "4", "Layers."),
                Key(
                    "width", .integer(1...100_000), default: "128",
                    "Numbers in a token's vector; a multiple of heads."),
                Key("heads", .integer(1...1_000), default: "4", "Heads of attention."),
                Key("vocabulary", .integer(2...10_000_000), default: "8192", "Tokens that the model knows."),
                Key(
                    "context", .integer(1...10_000_000), default: "2048",
                    "Tokens that the model sees at once."),
            ]),
        Shape(
            name: "decomposers", title: "a decomposer", summary: "A way to cut.",
            keys: [
                Key(
                    "kind", .choice(names(DecomposerKind.self)), required: true,
                    "How it decides where to cut."),
                Key(
                    "leaf_words", .integer(1...10_000_000),
                    kinds: DecomposerKind.limited.map(\.rawValue),
                    "The most words of a leaf; what fits under oversight.words when it is left out, at most 450."
                ),
                Key(
                    "least_words", .integer(1...10_000_000), kinds: DecomposerKind.limited.map(\.rawValue),
                    "The fewest words of a leaf, where the text allows it; a quarter of leaf_words when it is left out."
                ),
                Key(
                    "about_words", .integer(1...10_000_000), kinds: DecomposerKind.limited.map(\.rawValue),
                    "The mean of a leaf's words: a book of n words has n / about_words leaves, whatever cuts it."
                ),
                Key(
                    "cuts", .choice(names(CutCount.self)), kinds: DecomposerKind.counted.map(\.rawValue),
                    "Leaves of any length. given: as many as the book has sections; free: as many as a trained decomposer expects."
                ),
                Key(
                    "fan_in", .integer(2...10_000), default: "6",
                    kinds: DecomposerKind.limited.map(\.rawValue),
                    "The most children of a node."),
                Key(
                    "snap", .choice(names(Snap.self)), default: "sentence",
                    kinds: DecomposerKind.limited.map(\.rawValue), "Where a cut may fall."),
                Key(
                    "window", .integer(2...100_000), default: "120", kinds: ["texttiling"],
                    "Words in TextTiling's block."),
                Key(
                    "model", .reference([.decomposer]), kinds: ["model"], "The trained decomposer that cuts."),
            ]),
        Shape(
            name: "overseers", title: "an overseer", summary: "Who judges.",
            keys: [
                Key(
                    "kind", .choice(names(OverseerKind.self)), required: true,
                    "A person, a model, a simulated person or recorded judgements."),
                Key(
                    "people", .list(.text, atLeast: 1), kinds: ["human"],
                    "Who may judge; anyone when it is left out."),
                Key(
                    "per_item", .integer(1...100), default: "1", kinds: ["human"],
                    "How many people judge each item."),
                Key(
                    "overlap", .number(share), default: "0", kinds: ["human"],
                    "The share of items that two people judge."),
                Key(
                    "retest", .number(share), default: "0", kinds: ["human"],
                    "The share of items that are asked again."),
                Key(
                    "gold", .either([.choice(names(GoldKind.self)), .shape("overseers.gold")]),
                    kinds: ["human", "simulated"],
                    "For a simulated overseer the known reward by which it judges; for people items with known answers."
                ),
                Key(
                    "refs", .reference([.data]), kinds: ["simulated"],
                    "Where gold 'reference' and 'questions' find references and questions."),
                Key(
                    "points", .integer(2...9), default: "9", kinds: ["human", "model", "simulated"],
                    "Points of the scale of a comparison."),
                Key(
                    "scale", .integer(2...100), default: "7", kinds: ["human", "model", "simulated"],
                    "Points of the scale of a rating."),
                Key("show", .shape("overseers.show"), kinds: ["human"], "What the page shows."),
                Key("model", .reference([.model]), kinds: ["model"], "The model that judges."),
                Key(
                    "reward", .reference([.reward]), kinds: ["simulated"],
                    "A trained reward by which it judges, instead of gold."),
                Key(
                    "noise", .number(0...0.5), default: "0", kinds: ["simulated"],
                    "How much it errs: the share of slips, and how blurred it sees; 0.5 says nothing."),
                Key("path", .path, kinds: ["replay"], "Recorded judgements."),
            ]),
        Shape(
            name: "overseers.gold", title: "gold",
            summary: "Items with known answers, mixed among a person's.",
            keys: [
                Key("path", .path, required: true, "A file of items with known answers."),
                Key("share", .number(share), default: "0.05", "The share of items that are gold."),
            ]),
        Shape(
            name: "overseers.show", title: "show", summary: "What the page shows.",
            keys: [
                Key(
                    "source", .choice(names(Overseer.Show.Source.self)), default: "always",
                    "When the passage is shown."),
                Key(
                    "read_answer_first", .flag, default: "false",
                    "Whether the answer is read before the passage."),
                Key("criteria", .flag, default: "true", "Whether the criteria are shown."),
                Key("clock", .flag, default: "false", "Whether the time is shown."),
            ]),
    ]
}

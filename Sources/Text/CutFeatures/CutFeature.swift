/// What can be seen of a place where a text may be cut, on both sides of it.
///
/// Names and order of the columns that ``CutReading`` writes. Counts are of the words that follow the place, or stand
/// before it, within so many words.
package enum CutFeature {
    /// How far one looks for pronouns and names, in words.
    static let near = [25, 50, 100, 200]
    /// How far one looks for those who were spoken of before, in words.
    static let wide = [50, 100, 200]
    /// How far one looks for vocabulary, in words.
    static let cohesion = [50, 100, 200, 400]

    /// The columns' names.
    package static let names: [String] =
        // Pronouns without anybody to mean, if the leaf began here: by the rule of ``orphanPronouns(in:)``.
        near.map { "orphans-\($0)" } + near.map { "any-orphan-\($0)" }
        + near.map { "pronouns-\($0)" }
        // Before the first name; and names.
        + near.map { "nameless-pronouns-\($0)" } + near.map { "names-\($0)" }
        + ["first-name", "first-person-noun", "first-pronoun", "last-name", "last-orphan"]
        + ["orphans-he", "orphans-she", "orphans-they"]
        // By whom was spoken of last, by whom most of all, and by the gender that the whole text gives to its names.
        + wide.map { "continues-last-\($0)" } + wide.map { "continues-main-\($0)" }
        + wide.map { "unexplained-\($0)" } + wide.map { "continues-unexplained-\($0)" }
        + ["last-he", "last-he-weight", "last-she", "last-she-weight"]
        + ["names-on-both-sides", "names-opened", "names-closed", "names-kept"]
        // The sentence that begins here.
        + ["begins-with-pronoun", "pronoun-in-five-words", "pronoun-in-sentence", "pronouns-in-sentence"]
        + [
            "begins-with-time", "begins-with-conjunction", "begins-with-determiner", "begins-with-i",
            "begins-with-name",
        ]
        + ["mentions-time", "opens-speech", "closes-speech", "sentence-length", "length-of-last"]
        // Who tells, and how.
        + ["narrator", "pronouns-before", "speech-before", "speech-after"]
        // Paragraphs and scenes.
        + ["paragraph", "scene", "paragraph-length", "length-of-last-paragraph"]
        // Vocabulary.
        + cohesion.map { "cohesion-\($0)" } + ["valley-100", "valley-200", "new-words", "new-words-before"]

    /// How far one looks for a change of subject from chapter to chapter, in words.
    static let long = [800, 1600]

    /// The columns that tell chapters from what goes on; see ``ChapterCues``.
    static let chapters: [String] =
        ["speech-before-300", "speech-after-300", "speech-change"]
        + ["narrator-before-300", "narrator-after-300", "narrator-change"]
        + ["strangers", "gone", "absence-of-first", "longest-absence", "persons-met"]
        + CutCue.allCases.flatMap { ["\($0)-after", "\($0)-before"] }
        + CutCue.openings.indices.map { "opening-\($0)" }
        + long.map { "cohesion-\($0)" } + ["valley-400", "valley-800"]

    /// How many columns there are.
    package static var count: Int { names.count }
}

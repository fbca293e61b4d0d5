/// The function words of English, which say how a sentence is built and not what it is about.
package enum Stopwords {
    /// Whether a lower-case word (see ``Word/form``) is a function word.
    package static func contains(_ form: String) -> Bool { all.contains(form) }

    /// The whole list.
    package static let all: Set<String> = Set(
        """
        a about above across after again against ago all almost along already also although always am among an and
        another any anybody anyone anything are aren't around as at away back be became because been before behind
        being below beneath beside besides between beyond both but by came can can't cannot come could couldn't did
        didn't do does doesn't doing don't done down during each either else enough even ever every everybody everyone
        everything except few for from further get gets give go goes going gone got had hadn't has hasn't have haven't
        having he he'd he'll he's hence her here here's hers herself him himself his how however i i'd i'll i'm i've if
        in indeed inside instead into is isn't it it'd it'll it's its itself just last least less let let's like
        made make many may me might mightn't mine more moreover most much must mustn't my myself near neither never
        nevertheless next no nobody none nor not nothing now o of off often on once one only onto or other others
        otherwise ought our ours ourselves out over own per perhaps quite rather really round said same say says shall
        shan't she she'd she'll she's should shouldn't since so some somebody someone something sometimes soon still
        such than that that'd that'll that's the thee their theirs them themselves then thence there there's therefore
        these they they'd they'll they're they've thine this those thou though through throughout thus thy till to
        together too toward towards two under unless until unto up upon us very was wasn't we we'd we'll we're we've
        well went were weren't what what's whatever when whence whenever where where's wherever whether which while
        who who'd who'll who's whoever whole whom whose why will with within without won't would wouldn't yes yet you
        you'd you'll you're you've your yours yourself yourselves
        """.split { $0 == " " || $0 == "\n" }.map(String.init))
}

/// First names that tell he or she. A name that is not here may be either.
enum GivenNames {
    static func gender(of form: String) -> Gender? {
        male.contains(form) ? .male : female.contains(form) ? .female : nil
    }

    private static let male = list(
        """
        john william james george thomas charles henry robert edward joseph arthur david richard frank walter harry
        albert samuel peter paul michael daniel jack tom dick jim joe bill bob sam ned ben tim will fred frederick
        alexander andrew philip stephen francis edmund edgar hugh ralph roger simon mark luke matthew martin nicholas
        patrick oliver oscar louis leonard laurence lawrence jacob isaac abraham adam anthony alfred ernest herbert
        harold howard jonathan kenneth benjamin christopher donald douglas eric eugene gilbert godfrey gregory guy
        percy reginald rupert sidney stanley theodore timothy victor vincent wilfred zachary mike steve dan dave jeff
        gary larry jerry johnny jimmy billy tommy bobby archie heathcliff hans karl carl ivan pierre jean-paul juan
        pedro carlos mario antonio sherlock ishmael huck
        """)
    private static let female = list(
        """
        mary elizabeth anne ann anna jane margaret catherine katherine kate emma emily charlotte sarah alice ellen
        helen martha harriet isabella fanny lucy julia maria louisa eliza sophia sophy caroline frances susan rachel
        rebecca ruth hannah esther edith eleanor florence flora grace rose lily daisy violet ivy agnes amy amelia
        arabella barbara beatrice bertha bessie betsy betty bridget cecilia clara constance cora dinah dora dorothy
        eva eve evelyn georgiana gertrude gwendolen ida irene jenny jessie joan josephine judith judy juliet kitty
        laura lavinia letitia lizzie lydia mabel madeleine marianne marian marie marilla matilda maud mildred millicent
        mina minnie miriam molly nancy nell nellie nelly nora olivia pamela patience peggy penelope phoebe polly
        priscilla rosamond sally sibyl sylvia teresa theresa ursula victoria virginia winifred carrie susie evelina
        linda lisa karen nina diana angela joyce
        """)

    private static func list(_ words: String) -> Set<String> {
        Set(words.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}

/// Everyday English words, by which a capital at the beginning of a sentence is told from a name.
///
/// Words that stand in lower case in two thirds of 49 English novels of the public domain, function words
/// (``Stopwords``) left out.
enum CommonWords {
    static func contains(_ form: String) -> Bool { all.contains(form) }

    static let all: Set<String> = Set(
        """
        able abroad absence absent absolute absolutely absorbed accept accepted accident accompanied
        according account accustomed acquaintance acquainted act acted acting action active actual
        actually add added address addressed addressing admirable admiration admit admitted advance
        advanced advantage adventure advice affair affairs affected affection afford afraid
        afternoon afterwards age agitated agony agree agreed ah aha ahead aid air alarm alarmed alas
        alive allow allowed alone aloud altogether amazed amazement amount amused amusement ancient
        angel anger angry animal animals announced answer answered anxiety anxious anxiously anyway
        anywhere apart apparent apparently appeal appear appearance appeared appetite applied
        approach approached approaching argument arm arms arose arranged arrival arrive arrived art
        ashamed aside ask asked asking asleep aspect assumed assure assured astonished astonishment
        ate atmosphere attached attack attempt attend attended attention attitude attracted
        authority avoid avoided awake aware awe awful awkward bad bag bah balance ball bank banks
        bare bars battle bear bearing beast beat beating beautiful beauty become becoming bed beg
        began begged begin beginning begins begun behold belief believe believed bell belong
        belonged bent best betrayed better bewildered big bird birds bit bitter bitterly bitterness
        black blame blank blazing bless blessed blew blind blood blow blown blue board boat body
        bold bones book books boots bore born borne bosom bottle bottom bought bound bow bowed box
        boy boys brain branch branches brave bread break breakfast breaking breast breath breathe
        breathed breathing bridge brief bright brilliant bring bringing brings broad broke broken
        brother brought brow brown build building built burden buried burn burning burst business
        busy buy call called calling calls calm calmly candle capable care cared careful carefully
        careless cares carriage carried carry carrying case cases cast cat catch catching caught
        cause caused caution ceased ceremony certain certainly chair chairs chamber chance chances
        change changed changes changing chapter character charge charm charming checked cheek cheeks
        cheer cheerful cheerfully chief child children chin choice choked choose chose chosen church
        circle circumstances city claim clasped class clean clear cleared clearly clever clock close
        closed closely closer closing cloth clothes cloud clouds coat cold collar collected comes
        comfort comfortable coming command commanded common companion companions company compared
        complete completely compliment composed concealed concern concerned concluded conclusion
        condition conduct conducted confess confidence confined confused confusion connected
        connection conscience conscious consciousness consent consider considerable consideration
        considered considering constant constantly contained contempt content continued contrary
        control conversation conviction convinced cook cool corner corners cost couldn countenance
        country couple courage course court cover covered covering created creature creatures credit
        crept cried cries critical cross crossed crossing crowd crowded cruel cry crying cup cure
        curiosity curious custom cut daily damp dance danced dancing danger dangerous dare dared
        daring dark darkness dashed daughter day daylight days dead deadly deal dear death decide
        decided decision declared deep deeper deeply degree delay delicate delight delighted
        delightful demanded denied deny departed departure depend descended describe described
        description deserted deserve desire desired despair desperate destroyed details determined
        devil devoted didn die died difference different difficult difficulty dignity dim dining
        dinner direct directed direction directions directly dirty disappeared disappointed
        disappointment discover discovered discovery disgust disposed disposition distance distant
        distinct distinctly distinguish distinguished distress disturbed doctor doesn dog dogs don
        door doors double doubt doubtful doubts dozen dragged drank draw drawing drawn dread
        dreadful dream dreamed dreams dress dressed dressing drew drink drinking drive driven
        driving drop dropped drove drunk dry due dull dust duties duty dying eager eagerly eagerness
        ear early earnest earnestly ears earth ease easily easy eat eating echoed edge education
        effect effort efforts eh eight elbow eleven emotion empty end ended ends enemies enemy
        energy engaged enjoy enjoyed enter entered entering enthusiasm entire entirely entrance
        equal equally escape escaped especially evening event events everywhere evidence evident
        evidently evil exact exactly examined example exceedingly excellent excited excitement
        exclaimed exclamation excuse exercise existence expect expected expecting experience
        experienced explain explained explanation exposed express expressed expression exquisite
        extended extent extraordinary extreme extremely eye eyed eyes face faced faces facing fact
        facts fail failed failure faint faintly fair fairly faith faithful fall fallen falling false
        familiar family famous fancied fancy far farther fashion fast fat fatal fate father fault
        fear feared fearful fears features fed feeble feel feeling feelings feet fell fellow fellows
        felt fever field fields fierce fifteen fifty fight fighting figure figures fill filled final
        finally find finding fine finger fingers finish finished fire firm firmly first fish fit
        fitted five fix fixed flame flash flashed flat flesh flew flight floor flower flowers flung
        flushed fly flying folded follow followed following folly fond food fool foolish foot
        footsteps force forced forehead foreign forget forgive forgot forgotten form formed former
        forms forth fortune forty forward fought found four fourth frame free freedom freely
        frequent frequently fresh friend friendly friends friendship frightened front fruit full
        fully fun furnished furniture fury future gain gained game garden gate gates gather gathered
        gathering gave gay gaze gazed gazing general generally generous genius gentle gentleman
        gentlemen gently getting ghost gift girl girls given gives giving glad glance glanced
        glances glancing glass glasses gleam glimpse gloom gloomy glory glow glowing gold golden
        good goodness grace graceful gracious gradually grand grasp grass grateful gratitude grave
        great greater greatest greatly green grew grief grin ground grounds group grow growing grown
        guard guess guessed guide habit hadn hair half hall hallo hand handed handkerchief handle
        hands handsome hang hanging happen happened happens happily happiness happy hard hardly harm
        haste hastened hastily hat hate hated haven head headed heads health heap hear heard hearing
        heart hearted heartily hearts heat heaven heavily heavy heels height held hello help helped
        helpless hesitated hesitation hi hid hidden hide high higher highest highly hill hint
        history hit hold holding hole hollow home honest hope hoped hopeless hopes hoping horrible
        horrid horror horse horses hot hour hours house houses huge hullo human humanity humble
        hundred hung hungry hunting hurrah hurried hurry hurrying hurt husband hush ice idea ideas
        idle ignorance ignorant ill imagination imagine imagined immediate immediately immense
        impatience impatiently importance important impossible impressed impression impulse inch
        inches inclined increased increasing indifference indifferent indignation individual
        infinite influence information informed injured injury innocent inquired insisted instance
        instant instantly instinct intelligence intended intense intention interest interested
        interesting interests interfere interrupted interval intervals interview intimate introduce
        introduced invited iron isn join joined joke journey joy judge judgment jump jumped justice
        keen keep keeping keeps kept kill killed kind kindly kindness kiss kissed kitchen knee knees
        knew knife knock knocked know knowing knowledge known knows ladies lady laid land landing
        language lap large larger lasted late lately later latter laugh laughed laughing laughter
        law lay laying lead leading leaned leaning learn learned learning leather leave leaves
        leaving led left legs leisure length lesson lest letter letters letting level liberty lie
        lies life lift lifted light lighted lights liked likely likes liking limbs line lines
        lingering lips listen listened listening little live lived lives living locked lonely long
        longer look looked looking looks loose lose losing loss lost lot loud louder loudly love
        loved lovely loving low lower luck lucky lying mad maid main makes making man manage managed
        manner manners mark marked marks marriage married marry mass master match material matter
        matters maybe meal mean meaning means meant measure meat meet meeting melancholy memory men
        mental mention mentioned mercy mere merely merry message met method middle midnight midst
        mighty mild mile miles mind minded minds minute minutes miserable misfortune missed mistake
        mistaken mistress mixed mixture modern moment moments money month months moon moonlight
        moral morning morrow mostly mother motion motionless mounted mouth move moved movement
        movements moving murmur murmured music musical muttered mysterious mystery name named names
        narrow native natural naturally nature natured nearer nearest nearly neat necessary
        necessity neck need needed needs nerves nervous new news nice night nights nine noble nodded
        noise nonsense north nose note noted notes notice noticed number numerous o'clock obeyed
        object obliged observation observe observed obvious occasion occasional occasions occupied
        occurred odd offer offered office ok okay old older ones open opened opening opinion
        opportunity opposite order ordered orders ordinary original outside overcome pace paid pain
        painful pains painted pair pale paper papers pardon part parted particular particularly
        parties parting partly parts party pass passage passed passing passion past path patience
        patient pause paused pay peace peaceful peculiar pen people perceived perfect perfectly
        period permitted person personal persons persuade persuaded pick picked picture pictures
        piece pieces pink pity place placed places plain plainly plan plans play played playing
        pleasant please pleased pleasure plenty plunged pocket pockets point pointed pointing points
        polite pooh poor position possessed possession possibility possible possibly post poured
        power powerful powers practice pray precious prefer prepared presence present presented
        presently press pressed pressing pretend pretty prevent previous price pride principle
        prison private probable probably proceeded produced progress promise promised proof proper
        properly property prospect protection proud prove proved provided public pull pulled pulling
        pure purpose pursued pursuit pushed put putting puzzled quality quarrel quarter quarters
        queer question questions quick quickly quiet quietly race rage rain raise raised raising ran
        rang range rank rapid rapidly rare rate reach reached reaching read reading ready real
        reality reason reasonable reasons receive received record recover recovered red reflected
        reflection refuse refused regard regarded regret regular relations relief relieved remain
        remained remaining remains remark remarkable remarked remarks remember remembered
        remembering reminded removed repeat repeated replied reply report reputation request require
        required reserve resolved respect respectable rest rested resting restless restored result
        resumed retired return returned returning revealed reward rich rid ride riding right ring
        rise rising risk river road rock rolled rolling roof room rooms rose rough roused row rubbed
        rude ruin ruined rule run running rush rushed rushing sacrifice sad sadly safe safely safety
        sake sang sank sat satisfaction satisfied savage save saved saw saying scarcely scattered
        scene school sea search season seat seated seats second secret secrets secure see seeing
        seek seeking seem seemed seems seen sees seize seized seldom self sell send sending
        sensation sense senses sent sentence separate separated series serious seriously servant
        servants serve served service set setting settle settled seven several severe shade shadow
        shadows shake shaken shaking shame shape share shared sharp sharply sheet shelter shining
        ship shock shoes shone shook shore short shortly shot shoulder shoulders shouted show showed
        showing shown shut sick sickness side sides sigh sighed sight sign signal signs silence
        silent silently silk silly silver simple simply sing singing single sink sinking sir sister
        sit sitting situation six size skin sky sleep sleeping slept slight slightest slightly slip
        slipped slow slowly small smart smell smile smiled smiles smiling smoke smoking smooth
        snatched society soft softened softly solemn solemnly solid somehow somewhat somewhere son
        song sooner sore sorrow sorry sort sorts sought soul souls sound sounded sounds source space
        spare speak speaking special speech speed spend spent spirit spirits spite splendid spoke
        spoken sport spot sprang spread spring square stage stairs stand standing stands stare
        stared staring stars start started starting startled state statement station stay stayed
        steadily steady steal steep step stepped stepping steps stern stick stiff stir stirred
        stirring stock stole stolen stone stood stop stopped stopping stories storm story stout
        straight strain strange strangely stranger strangers stream street streets strength stretch
        stretched strike strikes striking stroke strong strongly struck struggle struggling stuck
        studied study studying stuff stupid style subject succeeded success sudden suddenly suffer
        suffered suffering sufficient sufficiently suggested suggestion suit suited summer sun sunk
        sunshine superior supper support suppose supposed sure surely surface surprise surprised
        surrounded suspect suspected suspicion swallow swallowed sweet swept swung sympathy table
        take taken takes taking tale talk talked talking talks tall task taste taught tea teach tear
        tears teeth tell telling tells temper temptation ten tender term terms terrible terror thank
        thanked thanks thick thin thing things think thinking thinks third thirty thoroughly thought
        thoughtful thoughts thousand threatened three threw throat throw throwing thrown thrust tie
        tied tight time times tired title told tone tones tongue took top tore torn tossed touch
        touched touching town train treat treated tree trees trembled trembling trick tried triumph
        trouble troubled troubles true truly trust truth try trying turn turned turning turns twelve
        twenty twice twisted ugh ugly unable uncertain uncomfortable unconscious understand
        understanding understood uneasy unexpected unfortunate unhappy unknown unnatural unpleasant
        unusual upper urged use used useful useless using usual usually utter uttered utterly vague
        vain valuable value vanished vanity various vast ventured victim view village violence
        violent visible vision visit visited vivid voice voices wait waited waiting walk walked
        walking walks wall walls wandered wandering want wanted wanting wants war warm warmth
        warning wasn waste wasted watch watched watching water waters waved waving way ways weak
        weakness wealth wear wearing weary weather week weeks weight welcome wet whisper whispered
        white wicked wide wife wild wildly willing win wind window windows wine wings winter wisdom
        wise wish wished wishes wishing wit woman women won wonder wondered wonderful wondering wood
        wooden word words wore work worked working works world worn worse worst worth worthy wouldn
        wound wounded wow wrapped wretched write writing written wrong wrote yard yards year years
        yellow yesterday young younger youth
        """.split { $0 == " " || $0 == "\n" }.map(String.init))
}

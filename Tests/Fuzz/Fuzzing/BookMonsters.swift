/// Books that are made to be too much: too long, too deep, the same thing again and again.
enum BookMonsters {
    /// The pieces that are repeated, by format. Each `>` between pieces stands for what is repeated half of the time
    /// before and half of the time behind: what is opened, then what closes it.
    private static func pieces(_ format: String) -> [String] {
        switch format {
        case "txt": text
        case "md": markdown
        default: html
        }
    }

    private static let text = [
        "a ", "a", "\n", "\0", "\r", ". ", "\"", "(", "A. ", "Mr. ", "CHAPTER I\n\n",
        "CHAPTER I\n\nCONTENTS\n\n",
        "* * *\n\n", "[Illustration: ", "[", "[Illustration]\n\n", "I\n\n", "IV. ", "1\n\n", "9", "e\u{301}",
        "\u{301}", "\u{FEFF}",
        "👩‍👩‍👧", "\u{202E}שלום ", "漢", "_a_ ", "=a=", "{12}", "[Pg 1]", "THE\n", "A\n\n", "He said. \"No.\" ",
        "don't ", "-", "—", "’",
        "\t", " \n", "a\r\n", "!?", "...", "Anna Bruno ", "ANNA ", "she ",
        "*** START OF THE PROJECT GUTENBERG EBOOK A ***\n",
        "*** END OF THE PROJECT GUTENBERG EBOOK A ***\n", "CONTENTS\n\nI. A\nII. B\n\n",
        "PART ONE\n\nCHAPTER ONE\n\nOne.\n\n", "MMMM",
        "\u{85}", "\u{2028}", "\u{A0}", "Produced by A\n\n", "Transcriber's note: ", "a.b", "http://a.b/",
        "i.e. ", "¡¿«", "\u{1F1E6}",
    ]
    private static let markdown = [
        "# a\n", "#", "```\n", "[", "[](", "![", "*", "**a", "_a", "`", "<", "<b>", "> ", "- ", "  - a\n",
        "|a", "\\", "a\n===\n", "---\n",
        "a\n---\n", "&amp;", "[a]: b\n", "[^1]", "~~~\n", "<!--", "***\n", "1. a\n", "    a\n", "![a](b)",
        "]", ")", "](", "*_", "<a\n", "[[a]",
    ]
    private static let html = [
        "<p>a b</p>", "a b", "<div>", "<p>", "<b>", "</b>", "<b></i>", "<p", "&amp;", "&", "&#x41;",
        "&#xFFFFFFFFF;", "&lt",
        "<!--", "<!-- -->", "<![CDATA[", "<a b ",
        "<table>", "<table><tr><td>", "<br>", "<br>a", "<script>", "<h1>", "<h1>A</h1>", "<font><p>",
        "<font>", "<svg><text>", "<select><option>",
        "<ul><li>", "<li>", "<dd><dt>", "<a id=\"x\">", "<?a?>", "<", ">", "</", "<!", "<html><body>",
        "<frameset>", "<form>", "<pre>\n", "<hr>",
        "<title>", "<style>", "</p>", "<i><b></i></b>", "<p><a href=\"#a\">a</a></p>", "<span hidden>",
        "<div class=\"pagenum cover\">", "a<wbr>", "<q>",
        "<b a=\"", "<x:y>", "<nav>", "<body>", "<head>", "&nbsp;", "\u{0}", "<p>\u{FEFF}", "<math>",
    ]

    /// Openers and closers that are repeated one after the other.
    private static let pairs: [(String, String)] = [
        ("<div>", "</div>"), ("<div>", "</b>"), ("<b>", "</i>"), ("<b>", "<p>"), ("<font>", "</font>"),
        ("<ul><li>", "</p>"), ("<table>", "</table>"),
        ("<b>", "</b>"), ("<a>", "<a>"), ("<div>", "&amp;"), ("<div>", "a<br>"), ("<span hidden>", "a"),
        ("<pre>", " \n "), ("<dl><dd>", "</dl>"), ("[", "]"),
        ("<div>", "<p>a"), ("<b>", "<li>"), ("<i>", "<table><tr><td>"), ("<div>", "</unknown>"),
    ]

    /// How many monsters of a format there are.
    static func count(_ format: String) -> Int {
        sizes.count * kinds(format) + longest
    }

    private static func kinds(_ format: String) -> Int {
        pieces(format).count + (format == "html" ? pairs.count : 0)
    }

    private static let sizes = [20_000, 300_000, 1_000_000]
    /// How many of the first pieces also make a book of 10 MB.
    private static let longest = 4

    /// A small monster.
    static func small(format: String, _ dice: inout Dice) -> [UInt8] {
        bytes(dice.below(kinds(format)) * sizes.count, format: format)
    }

    /// A monster by number, in bytes.
    static func bytes(_ number: Int, format: String) -> [UInt8] {
        let pieces = pieces(format)
        let last = number - sizes.count * kinds(format)
        if last >= 0 { return repeated(pieces[last], 10_000_000) }
        let (kind, size) = (number / sizes.count, sizes[number % sizes.count])
        if kind < pieces.count { return repeated(pieces[kind], size) }
        let (opener, closer) = pairs[kind - pieces.count]
        return repeated(opener, size / 2) + repeated(closer, size / 2)
    }

    static func repeated(_ text: String, _ size: Int) -> [UInt8] {
        let piece = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + piece.count)
        while bytes.count < size { bytes += piece }
        return bytes
    }
}

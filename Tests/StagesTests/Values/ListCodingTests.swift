import Engine
import Testing
import Text

@testable import Stages

/// What is written in parts has the bytes that it would have whole: digests of artifacts rest on them.
@Suite struct ListCodingTests {
    private let names = ["one", "zwölf/\"quoted\"\n", "🏮"]
    private func digest(_ number: Int) -> Digest { Digest(of: "\(number)") }

    private func tree(_ count: Int) -> Tree {
        Tree(
            book: names[1],
            nodes: (0..<count).map { number in
                Text.Node(
                    path: "0.\(number)", height: 0, depth: 1, span: Span(start: number, end: number + 1),
                    words: 1,
                    parent: number > 0 ? 0 : nil, children: number == 0 ? [1, 2] : [])
            })
    }

    @Test(arguments: [0, 1, 511, 512, 513, 1_025]) func `answers are those of an encoder`(count: Int) throws {
        let nodes = (0..<count).map { number in
            Answers.Node(
                path: "0.\(number)", height: number % 3, input: [digest(number)],
                earlier: number % 2 == 0 ? [] : [digest(1), digest(2)], answer: digest(number + 1),
                choice: digest(number + 2), limit: 30, policy: digest(0))
        }
        for books in 0...3 {
            let entries = names.prefix(books).map { Answers.Entry(name: $0, nodes: nodes) }
            let answers = Answers(forest: digest(7), entries: entries)
            #expect(try answers.encoded() == JSON.encode(answers))
        }
    }

    @Test(arguments: [0, 1, 600]) func `forests are those of an encoder`(count: Int) throws {
        for coreference in [nil, digest(5)] {
            let entries = names.map { name in
                Forest.Entry(
                    name: name, file: name, book: digest(1), tree: tree(count),
                    leaves: Dictionary(
                        uniqueKeysWithValues: (0..<count).map { ("0.\($0)", digest($0)) }),
                    coreference: coreference)
            }
            let forest = Forest(entries: entries, statistics: digest(3))
            #expect(try forest.encoded() == JSON.encode(forest))
        }
        #expect(try tree(count).encoded() == JSON.encode(tree(count)))
    }
}

import Engine
import Foundation
import Learning
import SmallBooks
import Testing

@testable import Stages

/// Policies that are programs: untrained, trained, asked for several answers.
@Suite struct ProgramPolicyTests {
    /// Answers with a word and the words of its model, as far as the limit goes; trains a model that counts.
    private static let script = """
        set -e
        if grep -q '"do":"train"' request.json; then
          mkdir model
          wc -l < pairs.jsonl | tr -d ' ' > model/pairs
          if [ -e from/pairs ]; then cat from/pairs > model/earlier; fi
          echo '{"step": 1, "loss": 0.5}' > metrics.jsonl
          echo '{"step": 2, "loss": 0.25, "progress": 1}' >> metrics.jsonl
        else
          seed=$(sed 's/.*"seed":\\([0-9]*\\).*/\\1/' request.json)
          if [ -e model/pairs ]; then echo "learned $(cat model/pairs) $(cat model/earlier 2>/dev/null)" > answer.txt
          elif grep -q '"sample"' request.json; then echo "sample $seed" > answer.txt
          else echo "untrained" > answer.txt; fi
        fi
        """

    private static let stages = """
        trees: {decompose: books.train, by: fixed}
        plain: {recompose: trees, policy: own}
        pairs: {ask: trees, for: comparison, nodes: leaves, policy: own, samples: 2, overseer: reader, count: 6}
        learned: {train: policy, by: command, using: pairs, with: {argv: [sh, own.sh]}}
        again: {train: policy, by: command, from: learned, using: pairs, with: {argv: [sh, own.sh]}}
        answers: {recompose: trees, policy: {root: own, leaves: learned, inner: again}}
        quality: {evaluate: answers, metrics: [words, gold], overseer: reader}
        """

    private func bench(
        _ stages: String = ProgramPolicyTests.stages, script: String = ProgramPolicyTests.script
    ) throws
        -> Bench
    {
        let bench = try Bench(
            SmallBooks.pipeline(stages, top: "models: {own: {kind: command, argv: [sh, own.sh]}}"))
        try bench.write("own.sh", script)
        return bench
    }

    @Test func `a program answers, is trained, goes on from what it learned, and is measured`() async throws {
        let bench = try bench()
        #expect(try bench.complaints() == "")
        let ran = try await bench.run()
        #expect(ran.endings.values.allSatisfy { $0 == "done" }, "\(ran.result)")
        let plain = try await ran.read(Answers.self, "plain")
        for node in plain.entries.flatMap(\.nodes) {
            #expect(try await ran.text(node.answer) == "untrained")
        }
        let answers = try await ran.read(Answers.self, "answers")
        for node in answers.entries.flatMap(\.nodes) {
            let text = try await ran.text(node.answer)
            switch node.path {
            case "0": #expect(text == "untrained")
            default: #expect(text == (node.height == 0 ? "learned 6 " : "learned 6 6"))
            }
        }
        // A second run does nothing.
        #expect(try await bench.run().started.isEmpty)
    }

    @Test func `a program that changes is asked again, one that is only moved is not`() async throws {
        let bench = try bench()
        _ = try await bench.run(only: ["plain"])
        #expect(try await bench.run(only: ["plain"]).units("answer-by-program") == 0)
        try bench.write("programs/own.sh", Self.script)
        try bench.write("small.yaml", bench.text("small.yaml").replacing("own.sh", with: "programs/own.sh"))
        #expect(try await bench.run(only: ["plain"]).units("answer-by-program") == 0)
        try bench.write("small.yaml", bench.text("small.yaml").replacing("programs/own.sh", with: "own.sh"))
        try bench.write("own.sh", Self.script.replacing("untrained", with: "other words"))
        let ran = try await bench.run(only: ["plain"])
        #expect(ran.units("answer-by-program") > 0)
        let plain = try await ran.read(Answers.self, "plain")
        #expect(try await ran.text(plain.entries[0].nodes[0].answer) == "other words")
    }

    @Test(arguments: [
        ("seq 1 1000 > answer.txt", "are allowed"),
        ("true", "ended without having written 'answer.txt'"),
        ("printf '\\377' > answer.txt", "not UTF-8"),
        ("echo the model is away; exit 4", "ended with exit code 4; it said: the model is away"),
    ])
    func `an answer that is none is refused, with the place`(script: String, problem: String) async throws {
        let ran = try await bench(script: script).run(only: ["plain"])
        let failure = try ran.failure("plain")
        #expect(failure.contains(problem), "\(failure)")
        #expect(failure.contains("node 0"), "\(failure)")
    }

    @Test func `a training without a model, or with a line that is no measurement, is refused`() async throws
    {
        let none = try await bench(script: Self.script.replacing("mkdir model\n", with: "exit 0\n")).run(
            only: ["learned"])
        #expect(try none.failure("learned").contains("ended without having made the folder 'model'"))
        let line = try await bench(
            script: Self.script.replacing("{\"step\": 1, \"loss\": 0.5}", with: "step 1")
        ).run(
            only: ["learned"])
        #expect(try line.failure("learned").contains("wrote a line into 'metrics.jsonl'"))
    }

    @Test func `what a training made is made anew where it was damaged, and nothing is asked again`()
        async throws
    {
        let large = "head -c 2000000 /dev/zero > model/large"
        let bench = try bench(
            """
            trees: {decompose: books.train, by: fixed}
            learned: {train: policy, by: command, with: {argv: [sh, own.sh]}}
            answers: {recompose: trees, policy: learned}
            """,
            script:
                "if grep -q train request.json; then mkdir model; \(large); else echo word > answer.txt; fi")
        let ran = try await bench.run()
        #expect(ran.endings.values.allSatisfy { $0 == "done" }, "\(ran.result)")
        let set = try await ran.read(ModelSet.self, "learned")
        let model = try JSON.decode(ProgramModel.self, from: await ran.engine.bytes(of: set.shared))
        let file = try #require(model.modelFiles.first)
        try ran.engine.close()
        let name = file.digest.description
        let path = bench.workspace + "/store/\(name.prefix(2))/\(name)"
        #expect(chmod(path, 0o644) == 0)
        try Data("damaged".utf8).write(to: URL(fileURLWithPath: path))
        // A leaf changes, so that the model is wanted.
        try bench.write(
            "books/book-2.txt", bench.text("books/book-2.txt") + "\n\nAnother paragraph at the end.\n")
        let again = try await bench.run()
        #expect(again.endings.values.allSatisfy { ["done", "reused"].contains($0) }, "\(again.result)")
        #expect(again.digests["learned"] == ran.digests["learned"])
    }

    @Test func `what fails is told without the names of folders that are others each time`() async throws {
        let ran = try await bench(script: "echo \"at $PWD/here\" >&2; exit 2").run(only: ["plain"])
        let failure = try ran.failure("plain")
        #expect(failure.contains("it said: at here"), "\(failure)")
    }

    @Test func `a program named by a path that is not there is an error`() async throws {
        let bench = try Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books.train, by: fixed}
                plain: {recompose: trees, policy: own}
                """, top: "models: {own: {kind: command, argv: [./absent]}}"))
        let ran = try await bench.run()
        #expect(try ran.failure("plain").contains("the program './absent' is not there"))
    }
}

import Foundation
import SmallBooks
import Testing

/// A disk without room, a folder that may not be written, files that may not be read, no more files to open: each ends
/// in words, nothing that was done is lost, and the same command without the need ends as if there had been none.
@Suite struct StarvationTests {
    /// What is said, and where, when there is no room.
    private static let room = "free some space, and the same command goes on"

    // MARK: A full disk

    @Test(
        .enabled(if: Machine.hasOwnMounts, "nobody may mount a small file system here"),
        arguments: ["size=40k", "size=320k", "size=900k", "nr_inodes=4", "nr_inodes=11"])
    func `on a full disk a run is 1 and says so; with room it goes on to the same digests`(limit: String)
        throws
    {
        let workplace = try Workplace()
        let endings = try workplace.script(
            """
            mkdir artifacts kept
            mount -t tmpfs -o \(limit) none artifacts
            quire starved run small.yaml
            quire again run small.yaml
            mount -o remount,size=64m,nr_inodes=10000 artifacts
            quire fed run small.yaml
            quire doctor doctor
            cp -a artifacts/. kept/
            umount artifacts
            cp -a kept/. artifacts/
            """, by: Machine.ownMounts)
        for name in ["starved", "again"] {
            let ending = try #require(endings[name])
            #expect(ending.status == 1, "\(ending)")
            #expect(ending.diagnostics.contains("artifacts/"), "\(ending)")
            #expect(ending.diagnostics.contains(Self.room), "\(ending)")
        }
        try expectWhole(workplace, endings["fed"])
        #expect(endings["doctor"]?.status == 0, "\(endings)")
        let published = try workplace.units()
        #expect(Set(published).count == published.count, "a unit was done again")
    }

    @Test(
        .enabled(if: Machine.hasOwnMounts, "nobody may mount a small file system here"),
        arguments: [(4, false), (64, false), (2_048, true)])
    func `a cleaning on a nearly full disk makes room, or is 1 and says so; what is kept stays whole`(
        kilobytes: Int, isEnough: Bool
    ) throws {
        let workplace = try Workplace()
        try workplace.write("old.yaml", workplace.text("small.yaml").replacing("seed: 17", with: "seed: 1"))
        let endings = try workplace.script(
            """
            mkdir artifacts kept
            mount -t tmpfs -o size=64m none artifacts
            quire old run old.yaml
            quire first run small.yaml
            free=$(df -k --output=avail artifacts | tail -n 1)
            head -c $(( (free - \(kilobytes)) * 1024 )) /dev/zero >artifacts/filler
            quire starved clean --keep 1
            rm artifacts/filler
            quire cleaned clean --keep 1
            quire fed run small.yaml
            quire doctor doctor
            cp -a artifacts/. kept/
            umount artifacts
            cp -a kept/. artifacts/
            """, by: Machine.ownMounts)
        for name in ["old", "first", "cleaned", "doctor"] {
            #expect(endings[name]?.status == 0, "\(endings)")
        }
        let starved = try #require(endings["starved"])
        if isEnough || starved.status == 0 {
            #expect(starved.status == 0, "\(starved)")
            #expect(starved.output.hasPrefix("removed 1 run, "), "\(starved)")
            #expect(endings["cleaned"]?.output.hasPrefix("nothing to remove: ") == true, "\(endings)")
        } else {
            #expect(starved.status == 1, "\(starved)")
            #expect(starved.diagnostics.contains("artifacts/"), "\(starved)")
            #expect(starved.diagnostics.contains(Self.room), "\(starved)")
            #expect(endings["cleaned"]?.output.hasPrefix("removed 1 run, ") == true, "\(endings)")
        }
        try expectWhole(workplace, endings["fed"])
        #expect(
            endings["fed"]?.output.contains("11 of 11 stages done, 11 of them known already") == true,
            "\(endings)")
    }

    @Test func `results that cannot be printed are 1, and are there`() throws {
        let workplace = try Workplace()
        let endings = try workplace.script(
            """
            quire ran run small.yaml
            "$QUIRE" show small.yaml quality >/dev/full 2>said/shown.err && code=0 || code=$?
            echo $code >said/shown.code; : >said/shown.out
            """)
        #expect(endings["shown"]?.status == 1)
        #expect(
            endings["shown"]?.diagnostics
                == "error: the results could not be printed: No space left on device\n")
        try expectWhole(workplace, endings["ran"])
    }

    // MARK: What may not be written

    @Test(.enabled(if: Machine.hasOwnMounts, "nobody may mount anything read-only here"))
    func `on a read-only file system every command is 1 and names it; afterwards nothing is done anew`()
        throws
    {
        let workplace = try Workplace()
        #expect(try workplace.quire("run", "small.yaml").status == 0)
        let before = try workplace.units().count
        let endings = try workplace.script(
            """
            mount --bind artifacts artifacts
            mount -o remount,bind,ro artifacts
            quire run run small.yaml
            quire status status
            quire show show small.yaml quality
            quire clean clean
            quire doctor doctor
            """, by: Machine.ownMounts)
        for name in ["run", "status", "show", "clean"] {
            #expect(endings[name]?.status == 1, "\(name)")
            #expect(
                endings[name]?.diagnostics
                    == "Error: cannot write artifacts/locks: Read-only file system (see who may read and write there, "
                    + "or name another folder with --artifacts)\n")
        }
        #expect(endings["doctor"]?.status == 1)
        #expect(
            endings["doctor"]?.output.contains(#/fail +write +nothing can be written in .*/artifacts: /#)
                == true)
        try expectWhole(workplace, try workplace.quire("run", "small.yaml"))
        #expect(try workplace.units().count == before)
    }

    @Test(
        .enabled(if: Machine.hasNobody, "nobody else can be somebody here"),
        arguments: [
            (".", "ledger: artifacts/ledger.sqlite cannot be written ("),
            ("store", "cannot create folder artifacts/store/"),
            ("checkpoints", "cannot create artifacts/checkpoints/"),
            ("temporary/0", "cannot create artifacts/temporary/0/1: Permission denied"),
        ])
    func `a folder that may not be written is 1 and named; with the right to, it goes on`(
        folder: String, said: String
    ) throws {
        let workplace = try Workplace()
        let endings = try bound(
            workplace,
            """
            quire first run small.yaml --only trees
            chmod a-w artifacts/\(folder)
            quire starved run small.yaml
            ls artifacts >said/listed
            chmod u+w artifacts/\(folder)
            quire fed run small.yaml
            """)
        #expect(endings["first"]?.status == 0, "\(endings)")
        #expect(endings["starved"]?.status == 1, "\(endings)")
        #expect(endings["starved"]?.diagnostics.contains(said) == true, "\(endings)")
        #expect(endings["starved"]?.diagnostics.contains("see who may ") == true, "\(endings)")
        #expect(try !workplace.text("said/listed").contains("damaged"))
        try expectWhole(workplace, endings["fed"])
    }

    @Test(.enabled(if: Machine.hasNobody, "nobody else can be somebody here"))
    func `a run folder that may not be written is a warning, and questions that may not be are 1`() throws {
        let text = SmallBooks.pipeline(
            SmallBooks.learning.replacing("overseer: reader, count: 12", with: "overseer: people, count: 12"),
            overseers: "people: {kind: human}")
        let workplace = try Workplace()
        try workplace.write("asking.yaml", text)
        let endings = try bound(
            workplace,
            """
            quire first run small.yaml --only trees
            chmod a-w artifacts/runs/small
            quire starved run small.yaml
            chmod u+w artifacts/runs/small
            quire fed run small.yaml
            $as mkdir -p artifacts/feedback/small
            chmod a-w artifacts/feedback/small
            quire mute run asking.yaml
            chmod u+w artifacts/feedback/small
            quire asking run asking.yaml
            """)
        #expect(endings["starved"]?.status == 0, "\(endings)")
        #expect(
            endings["starved"]?.diagnostics.contains(
                #/warning: the run folder is not whole: cannot create folder artifacts/runs/small/.*: Permission denied/#
            ) == true, "\(endings)")
        #expect(endings["fed"]?.output.contains("11 of them known already") == true, "\(endings)")
        #expect(endings["mute"]?.status == 1, "\(endings)")
        #expect(
            endings["mute"]?.diagnostics.contains(
                "cannot create folder artifacts/feedback/small/demos: Permission denied (see who may")
                == true,
            "\(endings)")
        #expect(endings["asking"]?.status == 3, "\(endings)")
        #expect(workplace.exists("artifacts/feedback/small/demos/questions.jsonl"))
    }

    @Test(
        .enabled(
            if: Machine.isRoot && Machine.hasNobody, "only root can leave files that others may not write"))
    func `what another user left is named, is never taken for damage, and is still there afterwards`() throws
    {
        let workplace = try Workplace()
        let nobody = Machine.nobody.joined(separator: " ")
        let endings = try workplace.script(
            """
            quire first run small.yaml --only trees
            as="\(nobody)"
            quire folder run small.yaml
            # All is everybody's, but for the log that a process of root's leaves when it is killed.
            chmod -R a+rwX artifacts
            : >artifacts/ledger.sqlite-wal
            chmod 644 artifacts/ledger.sqlite-wal
            quire log run small.yaml
            rm artifacts/ledger.sqlite-wal
            chmod 600 artifacts/ledger.sqlite
            quire ledger run small.yaml
            ls artifacts >said/listed
            as=
            quire fed run small.yaml
            """)
        #expect(endings["first"]?.status == 0, "\(endings)")
        for (name, said) in [
            ("folder", "cannot write artifacts/locks: Permission denied (see who may"),
            ("log", "ledger: artifacts/ledger.sqlite cannot be written ("),
            ("ledger", "ledger: artifacts/ledger.sqlite cannot be written ("),
        ] {
            #expect(endings[name]?.status == 1, "\(endings)")
            #expect(endings[name]?.diagnostics.contains(said) == true, "\(endings)")
        }
        #expect(try !workplace.text("said/listed").contains("damaged"))
        try expectWhole(workplace, endings["fed"])
        #expect(endings["fed"]?.output.contains("1 of them known already") == true, "\(endings)")
    }

    // MARK: What may not be read

    @Test(.enabled(if: Machine.hasNobody, "nobody else can be somebody here"))
    func `files that may not be read are named, and are read when they may be`() throws {
        let workplace = try Workplace()
        let endings = try bound(
            workplace,
            """
            without() { chmod 000 "$2"; quire "$1" run small.yaml; chmod 755 "$2"; }
            without pipeline small.yaml
            without book books/book-2.txt
            without books books
            without notes notes.jsonl
            mkdir -p artifacts/feedback/small/demos
            : >artifacts/feedback/small/demos/mine.jsonl
            without answers artifacts/feedback/small/demos/mine.jsonl
            quire fed run small.yaml
            """)
        #expect(endings["pipeline"]?.status == 2, "\(endings)")
        #expect(
            endings["pipeline"]?.diagnostics.contains(
                "cannot read 'small.yaml': 'small.yaml' may not be read")
                == true)
        for (name, said) in [
            (
                "book",
                "stage 'trees' failed: cannot open books/book-2.txt: Permission denied (see who may read it)\n"
            ),
            (
                "books",
                "stage 'trees' failed: cannot list books/*.txt: Permission denied (see who may read it)\n"
            ),
            (
                "notes",
                "stage 'quality' failed: cannot open notes.jsonl: Permission denied (see who may read it)\n"
            ),
            (
                "answers",
                "cannot open artifacts/feedback/small/demos/mine.jsonl: Permission denied (see who may read it)\n"
            ),
        ] {
            #expect(endings[name]?.status == 1, "\(endings)")
            #expect(endings[name]?.diagnostics.contains(said) == true, "\(endings)")
        }
        try expectWhole(workplace, endings["fed"])
    }

    // MARK: Open files, and their size

    @Test(arguments: [4, 8, 20])
    func `with too few files to open a command is 1 before it begins, and says how many it needs`(limit: Int)
        throws
    {
        let workplace = try Workplace()
        let endings = try workplace.script(
            """
            as="bash limited.sh -n \(limit)"
            quire starved run small.yaml
            as=
            quire fed run small.yaml
            """)
        let ending = try #require(endings["starved"])
        #expect(ending.status == 1, "\(ending)")
        #expect(
            ending.diagnostics.hasPrefix(
                "error: only \(limit - 3) more files may be open at once, and quire needs 24: "),
            "\(ending)")
        #expect(ending.output == "")
        #expect(workplace.runFolders().count == 1)
        try expectWhole(workplace, endings["fed"])
    }

    @Test func `a limit of open files that may be raised is raised, and many stages at once stay within it`()
        throws
    {
        let sizes = (40..<100).map(String.init).joined(separator: ", ")
        let workplace = try Workplace(
            SmallBooks.pipeline(
                "trees: {decompose: books.train, by: sized}", top: "matrix: {size: [\(sizes)]}"
            )
            .replacing(
                "  chapters:", with: "  sized: {kind: fixed, leaf_words: $size, fan_in: 3}\n  chapters:"))
        let endings = try workplace.script(
            """
            as="bash limited.sh -Sn 8"
            quire raised check small.yaml
            as="bash limited.sh -n 32"
            quire many run small.yaml
            """)
        #expect(endings["raised"]?.status == 0, "\(endings)")
        #expect(endings["many"]?.status == 0, "\(endings)")
        #expect(endings["many"]?.output.contains("60 of 60 stages done") == true, "\(endings)")
        #expect(endings["many"]?.diagnostics.contains("warning") == false, "\(endings)")
    }

    @Test(arguments: [24, 160])
    func `a limit on a file's size is 1 and named, and without it the run goes on`(
        kilobytes: Int
    ) throws {
        let workplace = try Workplace()
        let endings = try workplace.script(
            """
            as="bash limited.sh -f \(kilobytes)"
            quire starved run small.yaml
            as=
            quire fed run small.yaml
            """)
        let ending = try #require(endings["starved"])
        #expect(ending.status == 1, "\(ending)")
        #expect(ending.diagnostics.contains("artifacts/ledger.sqlite"), "\(ending)")
        #expect(ending.diagnostics.contains("ulimit"), "\(ending)")
        try expectWhole(workplace, endings["fed"])
    }

    // MARK: Steps

    /// Runs a script in which every command is of somebody whom rights bind, and to whom all in the folder belongs.
    private func bound(_ workplace: Workplace, _ text: String) throws -> [String: Ending] {
        guard Machine.isRoot else { return try workplace.script(text) }
        return try workplace.script(
            "chown -R 65534:65534 .\nas=\"\(Machine.nobody.joined(separator: " "))\"\n" + text)
    }

    /// A run that ended as one that was never in need, and left nothing unfinished.
    private func expectWhole(_ workplace: Workplace, _ ending: Ending?) throws {
        #expect(ending?.status == 0, "\(String(describing: ending))")
        #expect(try workplace.digests() == Undisturbed.digests)
        let artifacts = workplace.folder + "/artifacts"
        let names = try FileManager.default.subpathsOfDirectory(atPath: artifacts)
        let left = names.filter {
            $0.hasPrefix("checkpoints/") || $0.hasPrefix("temporary/") && $0.split(separator: "/").count > 2
                || $0.contains(".unfinished") || $0.contains("damaged") || $0.contains("suspect")
        }
        #expect(left == [])
    }
}

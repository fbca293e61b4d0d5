import Tensors
import Text

/// A trained decomposer as it is stored, however it finds where to cut.
package enum DecomposerModel: Hashable, Sendable {
    /// Takes the likeliest cuts.
    case cutter(CutterModel)
    /// Takes the best of several draws.
    case bestOf(BestOfCutter)

    /// Reads a model; refuses what no trained decomposer wrote.
    package init(decoding bytes: [UInt8]) throws(BinaryError) {
        self =
            bytes.starts(with: BestOfCutter.magic.utf8)
            ? .bestOf(try BestOfCutter(decoding: bytes)) : .cutter(try CutterModel(decoding: bytes))
    }

    /// How it was made.
    package var card: ModelCard {
        switch self {
        case .cutter(let model): model.card
        case .bestOf(let model): model.card
        }
    }

    /// Cuts a book; see ``CutterModel/decompose(_:leaves:snap:fanIn:cuts:)``. The best of several draws has no number of
    /// leaves of its own, and cuts by their sizes whatever `cuts` is.
    package func decompose(
        _ book: Book, leaves sizes: LeafSizes, snap: CutLimits.Snap, fanIn: Int, cuts: CutLimits.Count? = nil
    ) -> Tree {
        switch self {
        case .cutter(let model):
            model.decompose(book, leaves: sizes, snap: snap, fanIn: fanIn, cuts: cuts)
        case .bestOf(let model): model.decompose(book, leaves: sizes, snap: snap, fanIn: fanIn)
        }
    }
}

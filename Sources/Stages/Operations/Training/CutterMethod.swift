import Learning
import Text

/// How a decomposer learns, with the hyper-parameters.
enum CutterMethod: Codable, Hashable {
    /// To cut where another decomposer does.
    case imitation(CutImitation.Settings)
    /// To leave few pronouns without their person.
    case locality(LocalityTraining.Settings)
    /// To earn a reward, near the decomposer that it began as.
    case rloo(CutReinforcement.Settings)

    /// How much of a book is seen at each place.
    var view: CutView {
        switch self {
        case .imitation(let settings): settings.view
        case .locality, .rloo: .place
        }
    }
}

"""Where the files of a run are, for the scripts beside this one."""
import argparse
import pathlib


def run_folder(text):
    """A run's folder; of a folder of runs, `artifacts/runs/NAME`, the latest. Names begin with the time and end with the
    number of the run."""
    folder = pathlib.Path(text)
    if (folder / "stages").is_dir():
        return folder
    runs = [path for path in folder.glob("*/") if (path / "stages").is_dir()]
    if not runs:
        raise argparse.ArgumentTypeError(f"{folder} is no folder of a run or of runs")
    return max(runs, key=lambda path: path.name)


def cells(folder, stage):
    """A stage's cells in a run's folder, by name: (coordinates by axis, folder)."""
    for path in sorted(folder.glob("stages/*")):
        name, _, inside = path.name.partition("[")
        if name == stage:
            yield dict(part.split("=") for part in inside.rstrip("]").split(",") if part), path

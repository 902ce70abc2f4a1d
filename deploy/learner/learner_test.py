"""Tests of learner.py that need neither torch nor Millrace."""
import json
import tempfile
import unittest
from pathlib import Path

from learner import DirectoryChannel, Learner, Store, checksum


class Trainer:
    """Counts: its weights are the rows that it has trained on."""
    def load(self, folder):
        self.trained = json.loads((folder / "weights").read_text())

    def save(self, folder):
        (folder / "weights").write_text(json.dumps(self.trained))

    def step(self, rows):
        self.trained += rows
        return {"loss": float("nan"), "train_tokens": float(len(rows))}


def minibatch(shard, sequence, round, rows, closes=True):
    return {"schema": "minibatch/1", "run": "r", "shard": shard, "sequence": sequence, "round": round, "closes": closes,
            "rows": rows, "ends": [{"split": "prompts"}, {"split": "prompts"}]}


class LearnerTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = Path(temporary.name)
        first = self.root / "policies" / "v-000000000"
        first.mkdir(parents=True)
        (first / "weights").write_text("[]")
        (self.root / "policies" / "newest.json").write_text('{"number": 0, "step": 0}')

    def channel(self, name):
        return DirectoryChannel(self.root / name)

    def learner(self, shards=1):
        return Learner(self.channel("minibatches"), self.channel("acknowledgements"), Store(self.root / "policies"), Trainer(), shards)

    def acknowledged(self):
        return [(one["shard"], one["sequence"]) for one in self.channel("acknowledgements").read()]

    def newest(self):
        return json.loads((self.root / "policies" / "newest.json").read_text())

    def test_a_channel_is_read_as_far_as_it_is_published(self):
        channel, reader = self.channel("c"), self.channel("c")
        self.assertEqual(reader.read(), [])
        channel.append([{"a": 1}, {"a": 2}])
        self.assertEqual(reader.read(), [{"a": 1}, {"a": 2}])
        with open(self.root / "c" / f"{0:020d}.jsonl", "ab") as torn:
            torn.write(b'{"a": ')
        self.assertEqual(reader.read(), [])
        channel.append([{"a": 3}])
        self.assertEqual(reader.read(), [{"a": 3}])
        self.assertEqual(json.loads((self.root / "c" / "head.json").read_text()), {"records": 3, "segment": 0, "bytes": 27})

    def test_segments_are_read_one_after_the_other(self):
        folder, reader = self.root / "c", self.channel("c")
        folder.mkdir()
        (folder / f"{5:020d}.jsonl").write_text('{"a": 5}\n')
        (folder / "head.json").write_text('{"records": 6, "segment": 5, "bytes": 9}')
        self.assertEqual(reader.read(), [{"a": 5}])
        (folder / f"{5:020d}.jsonl").write_text('{"a": 5}\n{"a": 6}\n')
        (folder / f"{7:020d}.jsonl").write_text('{"a": 7}\n')
        (folder / "head.json").write_text('{"records": 8, "segment": 7, "bytes": 9}')
        self.assertEqual(reader.read(), [{"a": 6}, {"a": 7}])

    def test_a_round_is_trained_once_all_shards_have_closed_it(self):
        learner = self.learner(shards=2)
        self.channel("minibatches").append([minibatch(1, 0, 0, ["b"]), minibatch(0, 0, 0, ["a"], closes=False)])
        self.assertFalse(learner.poll())
        self.channel("minibatches").append([minibatch(0, 1, 0, ["c"])])
        self.assertTrue(learner.poll())
        self.assertEqual(learner.trainer.trained, ["a", "b", "c"])
        self.assertEqual(self.acknowledged(), [(0, 0), (1, 0), (0, 1)])
        self.assertEqual((self.newest()["step"], self.newest()["ended"]), (1, {"prompts": 6}))

    def test_figures_that_are_not_numbers_are_left_out(self):
        self.channel("minibatches").append([minibatch(0, 0, 0, ["a"])])
        self.learner().poll()
        self.assertEqual(self.channel("acknowledgements").read()[0]["figures"], {"train_tokens": 1.0})

    def test_a_restart_acknowledges_again_and_trains_nothing_twice(self):
        self.channel("minibatches").append([minibatch(0, 0, 0, ["a"]), minibatch(0, 1, 1, ["b"])])
        self.learner().poll()
        self.channel("minibatches").append([minibatch(0, 2, 2, ["c"])])
        restarted = self.learner()
        self.assertTrue(restarted.poll())
        self.assertEqual(restarted.trainer.trained, ["a", "b", "c"])
        self.assertEqual(self.acknowledged(), [(0, 0), (0, 1), (0, 1), (0, 2)])
        self.assertEqual(self.newest()["number"], 3)

    def test_a_version_that_newest_does_not_name_is_not_used_and_its_number_not_repeated(self):
        (self.root / "policies" / "v-000000001").mkdir()
        self.channel("minibatches").append([minibatch(0, 0, 0, ["a"])])
        self.learner().poll()
        self.assertEqual(self.newest()["number"], 2)

    def test_a_gap_is_an_error(self):
        self.channel("minibatches").append([minibatch(0, 1, 1, ["b"])])
        with self.assertRaisesRegex(ValueError, "shard 0 must continue with 0, was 1"):
            self.learner().poll()

    def test_the_checksum_covers_names_and_bytes(self):
        folder = self.root / "v"
        folder.mkdir()
        (folder / "b").write_text("1")
        (folder / "a").write_text("23")
        self.assertEqual(checksum(folder), "crc32:186acb1c")


if __name__ == "__main__":
    unittest.main()

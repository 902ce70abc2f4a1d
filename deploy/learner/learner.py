#!/usr/bin/env python3
"""An outside learner for Millrace: trains a Llama or Qwen2 policy by GRPO on published minibatches (docs/outside-learner.md).

  python3 learner.py --run runs/o1
  python3 learner.py --run runs/o1 --minibatches kafka:minibatches --acknowledgements kafka:acknowledgements --servers HOST:PORT
"""
import argparse
import json
import math
import os
import shutil
import time
import zlib
from pathlib import Path


def replace(file, text):  # Atomically: readers see the old content or the new one.
    file.with_name(file.name + ".draft").write_text(text)
    os.replace(file.with_name(file.name + ".draft"), file)


class DirectoryChannel:
    """A channel in a folder: segments of JSON lines, of which head.json says how much is published."""
    def __init__(self, folder):
        self.folder, self.segment, self.offset = Path(folder), -1, 0

    def head(self):
        file = self.folder / "head.json"
        return json.loads(file.read_text()) if file.exists() else {"records": 0, "segment": 0, "bytes": 0}

    def read(self):  # The records published since the last call; at first, since the oldest one held.
        head, records = self.head(), []
        for file in sorted(self.folder.glob("*.jsonl")):
            first = int(file.stem)
            if self.segment <= first <= head["segment"]:
                self.segment, self.offset = first, self.offset if first == self.segment else 0
                with open(file, "rb") as data:
                    data.seek(self.offset)
                    new = data.read(head["bytes"] - self.offset if first == head["segment"] else -1)
                self.offset += len(new)
                records += [json.loads(line) for line in new.split(b"\n") if line]
        return records

    def append(self, records):  # All or none: what a crash leaves beyond head.json is cut off by the next call.
        head = self.head()
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / f"{head['segment']:020d}.jsonl", "ab") as data:
            data.truncate(head["bytes"])
            lines = b"".join(json.dumps(record).encode() + b"\n" for record in records)
            data.write(lines)
            data.flush()
            os.fsync(data.fileno())
        published = {"records": head["records"] + len(records), "segment": head["segment"], "bytes": head["bytes"] + len(lines)}
        replace(self.folder / "head.json", json.dumps(published))


class KafkaChannel:
    """A topic, with kafka-python."""
    def __init__(self, topic, servers):
        import kafka
        self.kafka, self.topic, self.servers, self.consumer, self.producer = kafka, topic, servers, None, None

    def read(self):
        if self.consumer is None:
            self.consumer = self.kafka.KafkaConsumer(bootstrap_servers=self.servers, isolation_level="read_committed")
            parts = self.consumer.partitions_for_topic(self.topic)
            self.consumer.assign([self.kafka.TopicPartition(self.topic, part) for part in sorted(parts)])
            self.consumer.seek_to_beginning()
        return [json.loads(record.value) for batch in self.consumer.poll(timeout_ms=100).values() for record in batch]

    def append(self, records):
        self.producer = self.producer or self.kafka.KafkaProducer(bootstrap_servers=self.servers, acks="all")
        for sent in [self.producer.send(self.topic, json.dumps(record).encode()) for record in records]:
            sent.get(timeout=60)


class Store:
    """The policy store: numbered versions, each written whole, then renamed, then named by newest.json."""
    def __init__(self, folder):
        self.folder, self.file = Path(folder), Path(folder) / "newest.json"

    def newest(self):  # Waits for the first version, which Millrace publishes.
        while not self.file.exists():
            time.sleep(0.2)
        return self.folder / f"v-{json.loads(self.file.read_text())['number']:09d}"

    def publish(self, step, ended, write):  # Numbers never repeat: the next one is above all that were ever used.
        used = [int(folder.name[2:]) for folder in self.folder.glob("v-*")]
        number = 1 + max(used + [json.loads(self.file.read_text())["number"]])
        draft = self.folder / f"draft-{number:09d}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        write(draft)
        manifest = json.dumps({"number": number, "step": step, "incarnation": f"outside-{os.getpid()}", "ended": ended,
                               "checksum": checksum(draft), "report": {}})
        (draft / "version.json").write_text(manifest)
        draft.rename(self.folder / f"v-{number:09d}")
        replace(self.file, manifest)


def checksum(folder):  # CRC-32 over names and bytes of the files, in the order of their names, without version.json.
    crc = 0
    for file in sorted(folder.iterdir(), key=lambda one: one.name.encode()):
        crc = zlib.crc32(file.name.encode(), crc)
        with open(file, "rb") as data:
            while block := data.read(1 << 20):
                crc = zlib.crc32(block, crc)
    return f"crc32:{crc:08x}"


class Learner:
    """Trains round after round. A version holds weights, moments and position, so a restart continues from the newest one."""
    def __init__(self, minibatches, acknowledgements, store, trainer, shards=1):
        self.minibatches, self.acknowledgements, self.store, self.trainer, self.shards = minibatches, acknowledgements, store, trainer, shards
        newest = store.newest()
        file = newest / "position.json"
        self.position = json.loads(file.read_text()) if file.exists() else {"step": 0, "next": {}, "ended": {}, "acknowledge": []}
        self.arrived, self.rounds = dict(self.position["next"]), {}
        trainer.load(newest)
        if self.position["acknowledge"]:  # The last process may have died before it did. Repetition is harmless.
            acknowledgements.append(self.position["acknowledge"])

    def poll(self):  # Trains all rounds that are complete; returns whether there were any.
        for part in self.minibatches.read():
            if part.get("schema", "minibatch/1") != "minibatch/1":
                raise ValueError(f"minibatch: schema must be minibatch/1, was {part['schema']}: use a newer learner")
            shard = str(part["shard"])
            if part["sequence"] > self.arrived.get(shard, 0):
                raise ValueError(f"minibatch: shard {shard} must continue with {self.arrived.get(shard, 0)}, was {part['sequence']}: "
                                 "records have been deleted; keep them longer (channels.keepAge), and start a new run")
            if part["sequence"] == self.arrived.get(shard, 0):  # A lower one is in the weights, or has arrived before.
                self.arrived[shard] = part["sequence"] + 1
                self.rounds.setdefault(part["round"], []).append(part)
        before = self.position["step"]
        while sum(part["closes"] for part in self.rounds.get(self.position["step"], [])) == self.shards:
            self.train(self.rounds.pop(self.position["step"]))
        return self.position["step"] > before

    def train(self, parts):  # A step on the first minibatches of all shards, one on their second ones (compensation), ...
        steps, ended, following, acknowledge = {}, dict(self.position["ended"]), dict(self.position["next"]), []
        for part in sorted(parts, key=lambda one: (one["shard"], one["sequence"])):
            steps.setdefault(part["sequence"] - self.position["next"].get(str(part["shard"]), 0), []).append(part)
        for place in sorted(steps):
            figures = self.trainer.step([row for part in steps[place] for row in part["rows"]])
            for part in steps[place]:
                acknowledge.append({"schema": "acknowledgement/1", "run": part["run"], "shard": part["shard"],
                                    "sequence": part["sequence"], "figures": {k: v for k, v in figures.items() if math.isfinite(v)}})
                following[str(part["shard"])] = part["sequence"] + 1
                for end in part["ends"]:
                    ended[end["split"]] = ended.get(end["split"], 0) + 1
        self.position = {"step": self.position["step"] + 1, "next": following, "ended": ended, "acknowledge": acknowledge}
        self.store.publish(self.position["step"], ended, self.write)
        self.acknowledgements.append(acknowledge)  # After the version, so that an acknowledged minibatch is never lost.

    def write(self, folder):
        (folder / "position.json").write_text(json.dumps(self.position))
        self.trainer.save(folder)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, kind, default, text in [
            ("run", Path, None, "folder of the run"), ("minibatches", str, "", "address of the channel; default: in the run's folder"),
            ("acknowledgements", str, "", "address of the channel; default: in the run's folder"),
            ("servers", str, "localhost:9092", "Kafka's bootstrap servers"), ("shards", int, 1, "batch.shards"),
            ("rate", float, 1e-5, "learning rate"), ("clip", float, 0.2, "clip range of the importance ratio"),
            ("temperature", float, 1.0, "sampling.temperature"), ("steps", int, 0, "last step; 0 continues without end")]:
        options.add_argument("--" + name, type=kind, default=default, required=name == "run", help=text)
    given = options.parse_args()
    import grpo  # The part that needs torch and safetensors.

    def channel(name):
        kind, _, place = (getattr(given, name) or f"dir:{given.run / name}").partition(":")
        return KafkaChannel(place, given.servers) if kind == "kafka" else DirectoryChannel(place)

    trainer = grpo.Trainer(given.rate, given.clip, given.temperature)
    learner = Learner(channel("minibatches"), channel("acknowledgements"), Store(given.run / "policies"), trainer, given.shards)
    while given.steps == 0 or learner.position["step"] < given.steps:
        if learner.poll():
            print("step", learner.position["step"], learner.position["acknowledge"][-1]["figures"], flush=True)
        else:
            time.sleep(0.2)


if __name__ == "__main__":
    main()

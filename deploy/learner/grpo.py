"""One GRPO step on a Llama or Qwen2 policy, with PyTorch and safetensors: replace it by your trainer's load, step and save."""
import json
import time

import torch
from safetensors.torch import load_file, save_file
from torch.nn import functional

OWN = ("version.json", "position.json", "model.safetensors.index.json")


def sampled(row):
    """Positions of the response tokens that the policy sampled; the others are results of tools, which are read but not learned."""
    observations = row.get("observations", [])
    return [i for i in range(len(row["response"])) if not any(start <= i < end for start, end in observations)]


class Trainer:
    def __init__(self, rate, clip, temperature):
        self.rate, self.clip, self.temperature = rate, clip, temperature
        self.device = "cuda" if torch.cuda.is_available() else "cpu"

    def load(self, folder):
        self.config = json.loads((folder / "config.json").read_text())
        if self.config["model_type"] not in ("llama", "qwen2") or self.config.get("rope_scaling"):
            raise ValueError(f"{folder}: must be a llama or qwen2 model without rope_scaling, was {self.config['model_type']}")
        self.files = {file.name: file.read_bytes() for file in folder.iterdir()
                      if file.suffix in (".json", ".jinja", ".txt", ".model") and file.name not in OWN}
        found = {}
        for file in sorted(folder.glob("*.safetensors")):
            found.update(load_file(file))
        self.weights = {name: value.float().to(self.device).requires_grad_() for name, value in sorted(found.items())}
        self.optimizer = torch.optim.AdamW(self.weights.values(), lr=self.rate, betas=(0.9, 0.99), weight_decay=0.0)
        if (folder / "optimizer.pt").exists():
            self.optimizer.load_state_dict(torch.load(folder / "optimizer.pt", weights_only=True))

    def save(self, folder):  # In float32, so that a restart continues with exactly these weights.
        for name, content in self.files.items():
            (folder / name).write_bytes(content)
        save_file({name: value.detach().cpu().contiguous() for name, value in self.weights.items()},
                  folder / "model.safetensors", {"format": "pt"})
        torch.save(self.optimizer.state_dict(), folder / "optimizer.pt")

    def step(self, rows):
        """One optimizer step: clipped importance ratios, mean over all sampled tokens. Returns figures for the channel of steps."""
        began, kept, total, gap = time.time(), [sampled(row) for row in rows], 0.0, 0.0
        tokens = sum(len(positions) for positions in kept)
        if tokens == 0:
            return {}  # A minibatch whose visits could not be trained on: the step is counted, the weights stay.
        self.optimizer.zero_grad()
        for row, positions in zip(rows, kept):
            response = torch.tensor(row["response"], device=self.device)
            logits = self.logits(row["prompt"] + row["response"])[len(row["prompt"]) - 1:-1]
            if row["log_prob_scale"] != "RAW":
                logits = logits / self.temperature
            now = logits.log_softmax(-1).gather(-1, response[:, None])[:, 0]
            then = torch.tensor(row["log_probs"], device=self.device) if row["log_probs"] else now.detach()
            advantages = torch.tensor(row["advantages"], device=self.device)
            now, then, advantages = now[positions], then[positions], advantages[positions]
            ratio = (now - then).exp()
            loss = -torch.min(ratio * advantages, ratio.clamp(1 - self.clip, 1 + self.clip) * advantages).sum() / tokens
            loss.backward()
            total += loss.item()
            gap += (now.detach() - then).abs().sum().item() / tokens
        norm = torch.nn.utils.clip_grad_norm_(self.weights.values(), 1.0).item()
        self.optimizer.step()
        return {"loss": total, "gradient_norm": norm, "learning_rate": self.rate, "log_prob_gap": gap,
                "train_tokens": float(tokens), "train_seconds": time.time() - began}

    def logits(self, tokens):
        """Logits after each token of a sequence: [tokens, vocabulary]."""
        config, weights, length = self.config, self.weights, len(tokens)
        heads = config["num_attention_heads"]
        shared = heads // config.get("num_key_value_heads", heads)
        size = config.get("head_dim") or config["hidden_size"] // heads
        angles = torch.outer(torch.arange(length), config.get("rope_theta", 1e4) ** (-torch.arange(0, size, 2) / size)).repeat(1, 2)
        cosine, sine = angles.cos().to(self.device), angles.sin().to(self.device)

        def norm(x, name):
            return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + config["rms_norm_eps"]) * weights[name + ".weight"]

        def linear(x, name):
            return functional.linear(x, weights[name + ".weight"], weights.get(name + ".bias"))

        def rotate(x):
            return x * cosine + torch.cat((-x[..., size // 2:], x[..., :size // 2]), -1) * sine

        x = weights["model.embed_tokens.weight"][torch.tensor(tokens, device=self.device)]
        for layer in range(config["num_hidden_layers"]):
            at = f"model.layers.{layer}."
            h = norm(x, at + "input_layernorm")
            q, k, v = (linear(h, f"{at}self_attn.{name}_proj").view(length, -1, size).transpose(0, 1) for name in "qkv")
            k, v = rotate(k).repeat_interleave(shared, 0), v.repeat_interleave(shared, 0)
            h = functional.scaled_dot_product_attention(rotate(q), k, v, is_causal=True)
            x = x + linear(h.transpose(0, 1).reshape(length, -1), at + "self_attn.o_proj")
            h = norm(x, at + "post_attention_layernorm")
            x = x + linear(functional.silu(linear(h, at + "mlp.gate_proj")) * linear(h, at + "mlp.up_proj"), at + "mlp.down_proj")
        return functional.linear(norm(x, "model.norm"), weights.get("lm_head.weight", weights["model.embed_tokens.weight"]))

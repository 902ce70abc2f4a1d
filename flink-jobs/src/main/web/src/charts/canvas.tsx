// A canvas that is drawn sharply at any size and again when colours, size or data change.
import { useEffect, useRef } from 'preact/hooks';
import { color, onTheme } from '../theme';

export interface Pen { c: CanvasRenderingContext2D; width: number; height: number; ink: string; muted: string; grid: string; font: string }

export function Canvas(props: {
  label: string;
  height: number;
  draw: (pen: Pen) => void;
  onPoint?: (x: number, y: number, width: number) => void;
  onLeave?: () => void;
  onClick?: (x: number, y: number, width: number, shift: boolean) => void;
}) {
  const ref = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const paint = () => {
    const canvas = ref.current;
    if (!canvas) return;
    const width = canvas.clientWidth;
    const height = latest.current.height;
    const ratio = Math.min(3, devicePixelRatio || 1);
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const c = canvas.getContext('2d');
    if (!c || width === 0) return;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, width, height);
    const font = '11px ' + getComputedStyle(document.body).fontFamily;
    c.font = font;
    latest.current.draw({ c, width, height, ink: color('ink'), muted: color('muted'), grid: color('grid'), font });
  };
  useEffect(paint);
  useEffect(() => {
    const observer = new ResizeObserver(paint);
    if (ref.current) observer.observe(ref.current);
    const off = onTheme(paint);
    return () => {
      observer.disconnect();
      off();
    };
  }, []);
  const at = (e: MouseEvent): [number, number, number] => {
    const box = ref.current!.getBoundingClientRect();
    return [e.clientX - box.left, e.clientY - box.top, box.width];
  };
  return (
    <canvas
      ref={ref}
      class="canvas"
      style={{ height: `${props.height}px`, cursor: props.onClick ? 'pointer' : 'default' }}
      role="img"
      aria-label={props.label}
      onMouseMove={(e) => props.onPoint?.(...at(e))}
      onMouseLeave={() => props.onLeave?.()}
      onClick={(e) => props.onClick?.(...at(e), e.shiftKey)}
    />
  );
}

import { type ReactNode, useState } from "react";

interface Props {
  id: number;
  className: string;
  /** Follows 120 ms after the others. */
  late?: boolean;
  children: ReactNode;
}

/** When `id` changes the old fades out where it stood while the new fades in. */
export function CrossFade({ id, className, late = false, children }: Props) {
  const [shown, setShown] = useState<{
    id: number;
    was?: ReactNode;
    wasClass?: string;
    now: ReactNode;
    nowClass: string;
  }>({
    id,
    now: children,
    nowClass: className,
  });
  if (shown.id !== id)
    setShown({ id, was: shown.now, wasClass: shown.nowClass, now: children, nowClass: className });
  const timing = late ? " late" : "";
  return (
    <div className="fade">
      {shown.was !== undefined && (
        <div
          key={`was-${id}`}
          className={`${shown.wasClass ?? ""} leaving${timing}`}
          aria-hidden="true"
          onAnimationEnd={() => setShown({ id, now: children, nowClass: className })}
        >
          {shown.was}
        </div>
      )}
      <div key={id} className={`${className}${shown.was === undefined ? "" : ` entering${timing}`}`}>
        {children}
      </div>
    </div>
  );
}

import { useLanguage, useWords } from "../shared/hooks";
import * as day from "../shared/verbs/day";
import type { ServiceView } from "../shared/views";
import { Btn } from "../staff/Btn";
import { Dialog } from "../staff/Dialog";
import { Refusal } from "../staff/Refusal";
import { Choices } from "../staff/Choices";
import type { DialogProps } from "./parts";
import { lobbyWords } from "./words";
import type { LobbyWord } from "./words/zh-hans";

const NOTICES: day.StopNotice[] = ["cash_out", "sold_out", "system_down"];

/** Stops one service with a notice that customers see, or goes on with it. */
export function ServiceDialog({
  service,
  state,
  deeds,
  verbs,
  onClose,
}: DialogProps & { service: ServiceView }) {
  const w = useWords(lobbyWords);
  const spoken = useLanguage();
  const name = service.name[spoken];
  const branch = state.branch.id;
  const stop = async (notice: day.StopNotice) => {
    const words = `${w("serviceStopTitle", { name })} · ${w(`notice.${notice}` as LobbyWord)}`;
    const send = () => day.stopService(branch, service.id, notice);
    if (await deeds.act("service", words, send, () => day.resumeService(branch, service.id))) onClose();
  };
  const resume = async () => {
    const send = () => day.resumeService(branch, service.id);
    if (await deeds.act("service", `${w("serviceResume")} ${name}`, send)) onClose();
  };
  return (
    <Dialog title={service.notice ? name : w("serviceStopTitle", { name })} onClose={onClose}>
      {service.notice ? (
        <>
          <p>{service.notice[spoken]}</p>
          <div className="dialog-foot">
            <Btn className="btn btn-primary" onPress={() => void resume()}>
              {w("serviceResume")}
            </Btn>
          </div>
        </>
      ) : (
        <>
          <p>{w("serviceStopHow")}</p>
          <Choices
            label={w("serviceStopTitle", { name })}
            choices={NOTICES.map((notice) => ({ value: notice, label: w(`notice.${notice}` as LobbyWord) }))}
            onChoose={(notice) => void stop(notice)}
          />
        </>
      )}
      <Refusal verbs={verbs} of="service" />
    </Dialog>
  );
}

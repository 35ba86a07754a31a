import { useAppState } from '../../state/use-app';
import { AdoptScreen } from '../adopt/adopt-screen';
import { BundleScreen } from '../bundle/bundle-screen';
import { CreateScreen } from '../create/create-screen';
import { StartScreen } from '../start/start-screen';
import { Announcer } from './announcer';
import { MirrorView } from './mirror-view';
import { ProblemBanner } from './problem-banner';
import { Rail } from './rail';
import { StatusLine } from './status-line';
import { TopBar } from './top-bar';
import { useWindowTitle } from './use-window-title';
import './frame.css';

/** Rail at the left, the chosen thing in the middle, the status line below. */
export function Frame() {
  useWindowTitle();
  const view = useAppState((state) => state.view);
  return (
    <div className="frame">
      <aside className="frame-rail">
        <Rail />
      </aside>
      <TopBar />
      <main className="frame-main">
        <ProblemBanner />
        {view.kind === 'start' ? <StartScreen /> : null}
        {view.kind === 'create' ? <CreateScreen /> : null}
        {view.kind === 'adopt' ? <AdoptScreen key={view.directory} directory={view.directory} /> : null}
        {view.kind === 'bundle' ? <BundleScreen key={view.directory} directory={view.directory} /> : null}
        {view.kind === 'mirror' ? (
          <MirrorView key={view.mirror} mirror={view.mirror} step={view.step} />
        ) : null}
      </main>
      <StatusLine />
      <Announcer />
    </div>
  );
}
